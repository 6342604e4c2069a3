package tiktokshop

import (
	"context"
	"log/slog"
	"time"
)

// Attempt is one try of a call, as [Config].OnAttempt and the log see it. It
// holds no secrets.
type Attempt struct {
	Op        string        // "shop.Orders.Search"
	Try       int           // from 1
	Held      time.Duration // how long limits and a token renewal held it back
	Took      time.Duration // from the send to the judgement
	Status    int           // HTTP status, 0 when there was no answer
	Code      int           // the platform's code, 0 for success
	RequestID string
	Err       error         // how it ended: nil or an [*Error], whose kind errors.Is tells
	Again     bool          // another try follows
	Wait      time.Duration // before that one
}

// observe tells of a try, with a fixed set of attributes and never a URL, a
// token or a body.
func (k *call) observe(ctx context.Context) {
	logger, hook := k.c.app.logger, k.c.app.onAttempt
	logs := logger.Enabled(ctx, slog.LevelDebug)
	if !logs && hook == nil {
		return
	}
	a := Attempt{
		Op: k.op.Name, Try: k.tries, Held: k.held, Took: time.Since(k.sent),
		Status: k.info.HTTPStatus, RequestID: k.info.RequestID, Again: k.pending,
	}
	if k.last != nil {
		snapshot := *k.last // the next try may still change it
		a.Code, a.Err = k.last.Code, &snapshot
	}
	if k.pending {
		a.Wait = k.wait
	}
	if hook != nil {
		hook(ctx, a)
	}
	if !logs {
		return
	}
	attrs := []slog.Attr{
		slog.String("op", a.Op), slog.Int("try", a.Try), slog.Int("status", a.Status),
		slog.String("request_id", a.RequestID), slog.Duration("took", a.Took),
	}
	if a.Err != nil {
		attrs = append(attrs, slog.Int("code", a.Code), slog.String("error", a.Err.Error()))
	}
	if a.Again {
		attrs = append(attrs, slog.Duration("wait", a.Wait))
	}
	logger.LogAttrs(ctx, slog.LevelDebug, "tiktokshop try", attrs...)
}
