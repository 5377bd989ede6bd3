package lifeconnections

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// #region bad

// badInstall creates the same; what it calls conn is the pool.
func badInstall(ctx context.Context, conn *sql.DB, create step) (err error) {
	_, err = conn.ExecContext(ctx, "SELECT pg_advisory_lock(7)")
	if err != nil {
		return err
	}
	err = create(ctx, conn)
	clean, cancel := context.WithTimeout(
		context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	_, unlockErr := conn.ExecContext(clean, "SELECT pg_advisory_unlock(7)")
	return errors.Join(err, unlockErr)
}

// #endregion bad
