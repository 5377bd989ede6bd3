package crashtest

import "testing"

func noMutation[T any](*T) {}

func TestReferenceSource(t *testing.T) {
	t.Parallel()
	RunSource(t, Source{
		Connector: memConnector(noMutation, noMutation),
		System:    func(t *testing.T) System { return newPlainMemory(t) },
	})
}

// The schemas of the middleware take half of the time.
func TestReferenceSourceWithSchemas(t *testing.T) {
	t.Parallel()
	RunSource(t, Source{
		Connector: memConnector(noMutation, noMutation),
		System:    func(t *testing.T) System { return newMemory(t) },
		Quick:     true,
	})
}
