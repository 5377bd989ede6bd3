// Package lifeconnections is the proof of LIFE-CONNECTIONS: a lock that one
// connection takes and gives back, and one that is left to the pool.
package lifeconnections

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// #region good

// goodInstall creates what the source needs, while nobody else does.
func goodInstall(ctx context.Context, db *sql.DB, create step) (err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()

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

// #endregion good
