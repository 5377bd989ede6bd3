// Package recovery simulates how long Conduit waits before it starts a pipeline
// again that fails at once, with the default settings and the library that
// Conduit uses. The guide to lifecycle and errors quotes the figures.
package recovery

import (
	"slices"
	"testing"
	"time"

	"github.com/jpillora/backoff"
)

// window is max-retries-window: an attempt is forgotten this long after its
// pause, and the next pause is drawn from a smaller range.
const window = 5 * time.Minute

// pauses returns those of a pipeline that fails as soon as it is started.
func pauses(span time.Duration) (all []time.Duration) {
	// lifecycle/service.go of Conduit v0.19.0, toBackoff and StartWithBackoff.
	b := backoff.Backoff{
		Min: time.Second, Max: 10 * time.Minute, Factor: 2, Jitter: true,
	}
	var forgotten []time.Duration // when each attempt is taken off again
	for now := time.Duration(0); now < span; {
		forgotten = slices.DeleteFunc(forgotten, func(at time.Duration) bool {
			return at <= now
		})
		pause := b.ForAttempt(float64(len(forgotten) + 1))
		forgotten = append(forgotten, now+pause+window)
		all = append(all, pause)
		now += pause
	}
	return all
}

func TestPauses(t *testing.T) {
	const hour = time.Hour
	all := pauses(hour)[:4]
	t.Logf("the first pauses: %v", all)
	for i, pause := range all {
		if most := time.Second << (i + 1); pause < time.Second || pause > most {
			t.Errorf("pause %d: %v, want 1s to %v", i+1, pause, most)
		}
	}

	var sum time.Duration
	const days = 300
	all = pauses(days * 24 * hour)
	capped := 0
	for _, pause := range all {
		sum += pause
		if pause == 10*time.Minute {
			capped++
		}
	}
	slices.Sort(all)
	mean := sum / time.Duration(len(all))
	median, p95 := all[len(all)/2], all[len(all)*95/100]
	perDay := float64(capped) / days
	t.Logf("mean %v, median %v, 95%% below %v, ten minutes %.1f times a day",
		mean, median, p95, perDay)
	for _, figure := range []struct {
		name          string
		got, from, to float64
	}{
		{"mean, seconds", mean.Seconds(), 55, 70},
		{"median, seconds", median.Seconds(), 25, 37},
		{"95 %, seconds", p95.Seconds(), 200, 255},
		{"ten minutes, times a day", perDay, 2, 7},
	} {
		if figure.got < figure.from || figure.got > figure.to {
			t.Errorf("%s: %.1f, want %.0f to %.0f",
				figure.name, figure.got, figure.from, figure.to)
		}
	}
}
