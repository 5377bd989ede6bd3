// Package crashtest tells what a Conduit connector loses. It drives a source
// or a destination through the SDK's own adapter, as Conduit does, middleware
// included, stops or kills it at every record, starts it again from the
// position that Conduit would have kept, and compares what arrived with what
// was written. A failing run prints a story: what was done, at which record it
// ended, and which rows are missing.
//
// A test of a source needs a way to write to its system:
//
//	func TestCrashes(t *testing.T) {
//		crashtest.RunSource(t, crashtest.Source{
//			Connector: myconnector.Connector,
//			System:    func(t *testing.T) crashtest.System { … },
//		})
//	}
//
// A test of a destination needs a way to read its target, see RunDestination.
//
// # What a kill is
//
// A killed source or destination gets no Stop. Its contexts are cancelled, its
// stream breaks, nothing more is acknowledged, and it is abandoned: another
// one, made by NewSource, takes its place while the first one still holds what
// it held. Teardown is called at the end of the scenario only, to tidy up.
//
// A kill inside one process imitates that memory is lost and that nothing is
// flushed. It cannot imitate what the operating system does to a process that
// dies: locks, transactions and connections of the abandoned source stay
// until the scenario ends (see Allow.OneClient), package variables survive,
// and a call that is under way comes to its end.
//
// For those, name the built connector: Binary in place of Connector. Then each
// start is a process of its own, driven over the connector protocol by package
// host, and a kill is a SIGKILL, also in Open, between two records and while a
// batch is written:
//
//	crashtest.RunSource(t, crashtest.Source{
//		Binary: crashtest.Build(t, "./cmd/connector"),
//		System: func(t *testing.T) crashtest.System { … },
//	})
//
// What that way does not see are goroutines that are left, and what happens in
// lockstep: a source in a process of its own reads ahead of the test. Use both.
// Neither imitates a loss of power.
package crashtest
