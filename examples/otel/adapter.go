package main

import (
	"context"
	"errors"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"

	"github.com/tiktokshop-go/tiktokshop"
)

// OnAttempt makes a hook for tiktokshop.Config: a span for every try, below the
// span of the context the call was made with, and two histograms.
func OnAttempt(tracer trace.Tracer, meter metric.Meter) (func(context.Context, tiktokshop.Attempt), error) {
	took, err := meter.Float64Histogram("tiktokshop.attempt.duration", metric.WithUnit("s"),
		metric.WithDescription("time from the send of a try to its answer"))
	if err != nil {
		return nil, err
	}
	held, err := meter.Float64Histogram("tiktokshop.attempt.held", metric.WithUnit("s"),
		metric.WithDescription("time a try was held back by rate limits and token renewals"))
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, a tiktokshop.Attempt) {
		end := time.Now()
		labels := attribute.NewSet(
			attribute.String("tiktokshop.op", a.Op),
			attribute.Int("http.response.status_code", a.Status),
			attribute.Int("tiktokshop.code", a.Code),
			attribute.String("error.type", kind(a.Err)),
		)
		took.Record(ctx, a.Took.Seconds(), metric.WithAttributeSet(labels))
		held.Record(ctx, a.Held.Seconds(), metric.WithAttributeSet(labels))

		_, span := tracer.Start(ctx, a.Op, trace.WithTimestamp(end.Add(-a.Took)), trace.WithSpanKind(trace.SpanKindClient),
			trace.WithAttributes(labels.ToSlice()...), trace.WithAttributes(
				attribute.Int("http.request.resend_count", a.Try-1),
				attribute.String("tiktokshop.request_id", a.RequestID),
				attribute.Float64("tiktokshop.held_s", a.Held.Seconds()),
				attribute.Bool("tiktokshop.again", a.Again),
				attribute.Float64("tiktokshop.wait_s", a.Wait.Seconds()),
			))
		if a.Err != nil {
			span.SetStatus(codes.Error, a.Err.Error())
		}
		span.End(trace.WithTimestamp(end))
	}, nil
}

// kind names the kind of an error in a word, "" for success.
func kind(err error) string {
	if err == nil {
		return ""
	}
	for name, k := range map[string]error{
		"rate_limited": tiktokshop.ErrRateLimited, "token_expired": tiktokshop.ErrTokenExpired, "reauthorize": tiktokshop.ErrReauthorize,
		"permission": tiktokshop.ErrPermission, "not_found": tiktokshop.ErrNotFound, "invalid": tiktokshop.ErrInvalid, "conflict": tiktokshop.ErrConflict,
		"quota": tiktokshop.ErrQuota, "retired": tiktokshop.ErrRetired, "server": tiktokshop.ErrServer,
	} {
		if errors.Is(err, k) {
			return name
		}
	}
	return "other"
}
