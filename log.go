package tiktokshop

import (
	"context"
	"log/slog"
	"time"
)

// log tells of one try, with a fixed set of attributes and never a URL, a token
// or a body.
func (k *call) log(ctx context.Context) {
	logger := k.c.app.logger
	if !logger.Enabled(ctx, slog.LevelDebug) {
		return
	}
	attrs := []slog.Attr{
		slog.String("op", k.op.Name),
		slog.Int("try", k.tries),
		slog.Int("status", k.info.HTTPStatus),
		slog.String("request_id", k.info.RequestID),
		slog.Duration("took", time.Since(k.sent)),
	}
	if k.last != nil {
		attrs = append(attrs, slog.Int("code", k.last.Code), slog.String("error", k.last.Error()))
	}
	if k.pending {
		attrs = append(attrs, slog.Duration("wait", k.wait))
	}
	logger.LogAttrs(ctx, slog.LevelDebug, "tiktokshop try", attrs...)
}
