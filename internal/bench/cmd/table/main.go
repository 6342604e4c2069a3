// Command table measures the SDK against baselines and prints the figures with
// their goals as Markdown. See the README beside this module's go.mod.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/bench/call"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/fake"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/goal"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/hook"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/limit"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/server"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/sign"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/types"
	"github.com/tiktokshop-go/tiktokshop/internal/bench/walk"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "table:", err)
		os.Exit(1)
	}
}

type options struct {
	only   []string
	cycles int
	pages  int
	rounds int
	strict bool
	part   bool // print the sections alone: the process that measures another build of itself
}

func (o options) has(section string) bool {
	return len(o.only) == 0 || slices.Contains(o.only, section)
}

func run(ctx context.Context, args []string, w io.Writer) error {
	if served, err := server.Serve(ctx); served {
		return err
	}
	if walked, err := walk.Walk(ctx); walked {
		return err
	}
	o, err := parse(args)
	if err != nil {
		return err
	}
	if !o.part {
		if _, err := fmt.Fprintf(w, "# Measurements\n\n%s, %s/%s, GOMAXPROCS %d. Ratios are medians of %d cycles with their 95 %% interval.\n\n",
			runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.GOMAXPROCS(0), o.cycles); err != nil {
			return err
		}
	}
	tables, err := measure(ctx, o)
	if err != nil {
		return err
	}
	missed := 0
	for _, t := range tables {
		if _, err := t.WriteTo(w); err != nil {
			return err
		}
		missed += t.Missed()
	}
	if o.has("types") && !o.part {
		err = again(ctx, o, w)
	}
	if missed > 0 && o.strict {
		err = errors.Join(err, fmt.Errorf("goals missed: %d", missed))
	}
	return err
}

func parse(args []string) (options, error) {
	var o options
	var only string
	f := flag.NewFlagSet("table", flag.ContinueOnError)
	f.StringVar(&only, "only", "", "sections to measure, of sign, call, walk, limit, types, fake, hook; empty for all")
	f.IntVar(&o.cycles, "cycles", 41, "cycles of each comparison; fewer than 25 say little")
	f.IntVar(&o.pages, "pages", 10_000, "pages of 10 orders to walk, and a tenth of it of 100 orders")
	f.IntVar(&o.rounds, "rounds", 5, "processes that walk")
	f.BoolVar(&o.strict, "strict", false, "fail when a goal is missed")
	f.BoolVar(&o.part, "part", false, "print the sections without the heading")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if only != "" {
		o.only = strings.Split(only, ",")
	}
	if o.cycles < 3 || o.pages < 400 || o.rounds < 1 {
		return o, errors.New("want at least 3 cycles, 400 pages and 1 round")
	}
	return o, nil
}

func measure(ctx context.Context, o options) (tables []goal.Table, err error) {
	if o.has("sign") {
		t, err := sign.Measure(o.cycles)
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	if o.has("call") || o.has("walk") {
		s, err := server.Start(ctx)
		if err != nil {
			return nil, err
		}
		t, err := served(ctx, o, s)
		if err := errors.Join(err, s.Close()); err != nil {
			return nil, err
		}
		tables = append(tables, t...)
	}
	if o.has("limit") {
		t, err := limit.Measure(ctx, 20*time.Second)
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	if o.has("types") {
		t, err := types.Measure(o.cycles)
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	if o.has("fake") {
		t, err := fake.Measure(ctx)
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	if o.has("hook") {
		t, err := hook.Measure(o.cycles)
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	return tables, nil
}

func served(ctx context.Context, o options, s *server.Process) ([]goal.Table, error) {
	var tables []goal.Table
	if o.has("call") {
		t, err := call.Measure(ctx, s, o.cycles)
		if err != nil {
			return nil, err
		}
		tables = append(tables, t...)
	}
	if o.has("walk") {
		t, err := walk.Measure(ctx, s, o.pages, o.rounds)
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// again measures the types in a build with the new encoding/json.
func again(ctx context.Context, o options, w io.Writer) (err error) {
	dir, err := os.MkdirTemp("", "table")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	program := filepath.Join(dir, "table")
	build := exec.CommandContext(ctx, "go", "build", "-o", program, "github.com/tiktokshop-go/tiktokshop/internal/bench/cmd/table")
	build.Env = append(os.Environ(), "GOEXPERIMENT=jsonv2")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build with GOEXPERIMENT=jsonv2: %w\n%s", err, out)
	}
	args := []string{"-part", "-only", "types", "-cycles", strconv.Itoa(o.cycles)}
	if o.strict {
		args = append(args, "-strict")
	}
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Stdout, cmd.Stderr = w, os.Stderr
	return cmd.Run()
}
