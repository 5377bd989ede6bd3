package lifecontext

import (
	"context"

	"github.com/conduitio/conduit-commons/opencdc"
)

// Bad notes acknowledgements in a transaction, too.
type Bad struct{ source }

// #region bad

// Open begins the transaction that Ack writes to. Teardown ends it.
func (s *Bad) Open(ctx context.Context, _ opencdc.Position) (err error) {
	s.progress, err = s.db.BeginTx(ctx, nil)
	return err
}

// #endregion bad
