// Package lifecontext is the proof of LIFE-CONTEXT: what Ack needs is bound to
// a context that outlives the stop, and to one that does not.
package lifecontext

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Good notes acknowledgements in a transaction.
type Good struct{ source }

// #region good

// Open begins the transaction that Ack writes to. Teardown ends it.
func (s *Good) Open(ctx context.Context, _ opencdc.Position) (err error) {
	s.progress, err = s.db.BeginTx(context.WithoutCancel(ctx), nil)
	return err
}

// #endregion good
