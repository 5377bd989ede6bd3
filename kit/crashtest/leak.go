package crashtest

import (
	"bytes"
	"context"
	"fmt"
	"runtime/pprof"
	"strings"
	"sync/atomic"
	"time"
)

// A label is passed on to the goroutines that a goroutine starts. So those of
// a connector are told from all others, also from those of parallel tests.
const labelName = "crashtest"

var labels atomic.Int64

// label marks one scenario.
type label string

func newLabel() label {
	return label(fmt.Sprintf("scenario-%d", labels.Add(1)))
}

// do runs a call of a connector, and so labels what it starts.
func (l label) do(ctx context.Context, call func(context.Context)) {
	pprof.Do(ctx, pprof.Labels(labelName, string(l)), call)
}

// left returns the functions in which goroutines of the scenario still are
// after some time. There is nothing to wait on, so it looks again and again.
func (l label) left(patience time.Duration) ([]string, error) {
	deadline := time.Now().Add(patience)
	for pause := time.Millisecond; ; pause = min(2*pause, 50*time.Millisecond) {
		functions, err := l.running()
		if err != nil || len(functions) == 0 || time.Now().After(deadline) {
			return functions, err
		}
		time.Sleep(pause)
	}
}

// running returns the functions in which the scenario's goroutines are.
func (l label) running() ([]string, error) {
	var profile bytes.Buffer
	if err := pprof.Lookup("goroutine").WriteTo(&profile, 1); err != nil {
		return nil, fmt.Errorf("look for goroutines: %w", err)
	}
	var functions []string
	for stack := range strings.SplitSeq(profile.String(), "\n\n") {
		if !strings.Contains(stack, fmt.Sprintf("%q:%q", labelName, l)) {
			continue
		}
		// SDK v0.14.2 leaves this one behind itself if a batch is waiting
		// when the source stops.
		name := innermost(stack)
		if !strings.Contains(name, "sdk.(*sourceWithBatch).run") &&
			!strings.Contains(name, "(*sourceWithBatch).run") {
			functions = append(functions, name)
		}
	}
	return functions, nil
}

// innermost returns the function of a stack that is called last; a profile
// leaves those of the runtime out.
func innermost(stack string) string {
	for line := range strings.Lines(stack) {
		fields := strings.Fields(line)
		if len(fields) >= 3 && fields[0] == "#" && fields[1] != "labels:" {
			name, _, _ := strings.Cut(fields[2], "+")
			return name[strings.LastIndex(name, "/")+1:]
		}
	}
	return "an unknown function"
}
