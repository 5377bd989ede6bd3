package crashtest

import "testing"

// lifecycle is a series of calls without a record.
type lifecycle struct {
	name string
	run  func(t *testing.T) *result
}

// lifecycles returns what Conduit does besides running a pipeline: it checks a
// configuration, and it deletes a connector.
func (s Source) lifecycles() []lifecycle {
	return []lifecycle{
		{"Configure, then Teardown", func(t *testing.T) *result {
			return s.lifecycle(t, func(x *sourceRun, p sourceStart) {
				x.res.story.tell("called", "Configure")
				if err := p.configure(x.config()); err != nil {
					x.failsIn("Configure", err)
				}
			})
		}},
		{"LifecycleOnDeleted, then Teardown", func(t *testing.T) *result {
			return s.lifecycle(t, func(x *sourceRun, p sourceStart) {
				if x.open() {
					x.end(stopped)
				}
				x.res.story.tell("called", "LifecycleOnDeleted")
				if err := p.deleted(x.config()); err != nil {
					x.failsIn("LifecycleOnDeleted", err)
				}
			})
		}},
	}
}

// lifecycle makes calls to a new source, and tears it down.
func (s Source) lifecycle(
	t *testing.T, calls func(*sourceRun, sourceStart),
) *result {
	t.Helper()
	res := &result{story: &story{}}
	x := &sourceRun{
		caller: caller{newLabel(), s.Patience},
		source: s, sys: s.System(t), res: res,
		ledger: newLedger(s.Allow, s.Keys, res),
	}
	p := s.start(x.caller)
	calls(x, p)
	res.story.tell("called", "Teardown")
	x.ended("Teardown", p.teardown())
	x.ended("exit", p.exit())
	x.checkLeft()
	return res
}
