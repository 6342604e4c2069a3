package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"
	"time"
)

// report is a slog.Handler that counts what the client logs about its tries.
type report struct {
	mu  sync.Mutex
	ops []*opReport // in the order they were first called
}

type opReport struct {
	name            string
	calls, repeated int
	waited          time.Duration
	reasons         []string // why calls were repeated
}

// Enabled takes every level: tries are logged at debug level.
func (r *report) Enabled(context.Context, slog.Level) bool { return true }

// Handle counts one try.
func (r *report) Handle(_ context.Context, rec slog.Record) error {
	a := map[string]slog.Value{}
	rec.Attrs(func(attr slog.Attr) bool {
		a[attr.Key] = attr.Value
		return true
	})
	op, ok := a["op"]
	if !ok {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	i := slices.IndexFunc(r.ops, func(o *opReport) bool { return o.name == op.String() })
	if i < 0 {
		i = len(r.ops)
		r.ops = append(r.ops, &opReport{name: op.String()})
	}
	o := r.ops[i]
	if a["try"].Int64() == 1 {
		o.calls++
	}
	if wait, again := a["wait"]; again {
		o.repeated++
		o.waited += wait.Duration()
		reason := fmt.Sprintf("HTTP %d", a["status"].Int64())
		if code, ok := a["code"]; ok && code.Int64() != 0 {
			reason += fmt.Sprintf(" code %d", code.Int64())
		}
		o.reasons = append(o.reasons, reason)
	}
	return nil
}

// WithAttrs is part of slog.Handler; the client uses none.
func (r *report) WithAttrs([]slog.Attr) slog.Handler { return r }

// WithGroup is part of slog.Handler; the client uses none.
func (r *report) WithGroup(string) slog.Handler { return r }

func (r *report) print(out io.Writer) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\noperation\tcalls\trepeated\twaited\twhy")
	for _, o := range r.ops {
		fmt.Fprintf(w, "%s\t%d\t%d\t%.1f s\t%s\n", o.name, o.calls, o.repeated, o.waited.Seconds(), strings.Join(o.reasons, ", "))
	}
	return w.Flush()
}
