package postgres

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pglogrepl"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

// stream receives the change log in the background. Reading only when Conduit
// asks for records would not do: the server drops a client that is silent for
// longer than wal_sender_timeout, and a slow destination can take longer.
type stream struct {
	conn     *pgconn.PgConn
	progress *progress
	config   *SourceConfig
	names    names

	// messages is how records reach NextN, in order. It is closed when the
	// stream ends, and err says why.
	messages chan message
	err      error

	interval  time.Duration // between two reports
	next      time.Time     // when to report again
	received  pglogrepl.LSN
	confirmed pglogrepl.LSN
	noteAgain time.Time // no further note before this time

	end  context.CancelFunc
	done chan struct{}
}

// message is a message of the plugin, or, without data, the server's word that
// it has gone through its log up to a point.
type message struct {
	lsn  pglogrepl.LSN
	data []byte
}

// reportInterval is how often the server hears from this connector, unless its
// timeout is so short that it has to be more often. Tests are in a hurry.
var reportInterval = time.Second

// releaseStep is how much log of other tables may pile up before it is
// released: a segment. Each time costs one small write to the database.
const releaseStep = 16 << 20

// noteTimeout limits that write: meanwhile the server hears nothing.
const noteTimeout = time.Second

// #region stream-start

// start begins to receive. The context of Open ends with the stop signal, but
// acknowledgements that still come have to be reported.
func (s *stream) start(ctx context.Context, at pglogrepl.LSN) error {
	err := retryInUse(ctx, s.names.slot, func() error {
		return pglogrepl.StartReplication(ctx, s.conn, s.names.slot, at,
			pglogrepl.StartReplicationOptions{
				Mode: pglogrepl.LogicalReplication,
				PluginArgs: []string{
					"proto_version '1'", // whole transactions, text
					"publication_names " +
						quoteText(quote(s.names.publication)),
				},
			})
	})
	if err != nil {
		return fmt.Errorf("read replication slot %q: %w", s.names.slot, err)
	}
	s.messages = make(chan message, s.config.FetchSize)
	s.done = make(chan struct{})
	ctx, s.end = context.WithCancel(context.WithoutCancel(ctx))
	go s.run(ctx)
	return nil
}

// #endregion stream-start

// stop ends the stream and waits until it no longer uses the connection.
func (s *stream) stop() {
	s.end()
	<-s.done
}

func (s *stream) run(ctx context.Context) {
	defer close(s.done)
	defer close(s.messages)
	for {
		if err := s.step(ctx); err != nil {
			s.err = fmt.Errorf("read replication slot %q: %w",
				s.names.slot, err)
			return
		}
	}
}

// step receives one message, or nothing until the next report is due.
func (s *stream) step(ctx context.Context) error {
	if err := s.report(ctx); err != nil {
		return err
	}
	wait, cancel := context.WithDeadline(ctx, s.next)
	defer cancel()
	received, err := s.conn.ReceiveMessage(wait)
	if err != nil {
		if pgconn.Timeout(err) && ctx.Err() == nil {
			return nil
		}
		return err
	}
	switch received := received.(type) {
	case *pgproto3.CopyData:
		return s.receive(ctx, received.Data)
	case *pgproto3.ErrorResponse:
		return pgconn.ErrorResponseToPgError(received)
	case *pgproto3.CopyDone:
		return errors.New("the server has ended the replication")
	default: // notices and settings
		return nil
	}
}

func (s *stream) receive(ctx context.Context, data []byte) error {
	if len(data) == 0 {
		return errors.New("the server sent an empty message")
	}
	switch data[0] {
	case pglogrepl.PrimaryKeepaliveMessageByteID:
		alive, err := pglogrepl.ParsePrimaryKeepaliveMessage(data[1:])
		if err != nil {
			return err
		}
		s.received = max(s.received, alive.ServerWALEnd)
		if alive.ReplyRequested {
			s.next = time.Time{}
		}
		return s.pass(ctx, message{lsn: alive.ServerWALEnd})
	case pglogrepl.XLogDataByteID:
		log, err := pglogrepl.ParseXLogData(data[1:])
		if err != nil {
			return err
		}
		s.received = max(s.received, log.WALStart)
		return s.pass(ctx, message{
			lsn: log.WALStart,
			// The driver uses its buffer again.
			data: append([]byte(nil), log.WALData...),
		})
	default:
		return fmt.Errorf("the server sent a message of unknown kind %q",
			data[0])
	}
}

// #region pass

// pass hands a message over to NextN. While that takes its time, the server
// still hears from this connector.
func (s *stream) pass(ctx context.Context, m message) error {
	for {
		timer := time.NewTimer(time.Until(s.next))
		select {
		case s.messages <- m:
			timer.Stop()
			return nil
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C:
			if err := s.report(ctx); err != nil {
				return err
			}
		}
	}
}

// #endregion pass

// report tells the server how far this connector is, if it is time for it.
func (s *stream) report(ctx context.Context) error {
	at := time.Now()
	if at.Before(s.next) {
		return nil
	}
	s.next = at.Add(s.interval)
	target := s.release(ctx, at)
	if target <= s.confirmed {
		return s.send(0)
	}
	s.confirmed = target
	return s.send(target)
}

// release returns the point up to which the server may forget its log.
func (s *stream) release(ctx context.Context, at time.Time) pglogrepl.LSN {
	safe := s.progress.releasable(at, s.config.SlotRetention)
	from := max(safe.acked, s.confirmed)
	if safe.quiet < from+releaseStep || at.Before(s.noteAgain) {
		return safe.acked
	}
	// Beyond the last record that was acknowledged: leave a note first.
	ctx, cancel := context.WithTimeout(ctx, noteTimeout)
	defer cancel()
	err := writeNote(
		ctx, s.config.URL, s.names, safe.acked, safe.quiet)
	if err != nil {
		s.noteAgain = at.Add(time.Minute)
		sdk.Logger(ctx).Warn().Err(err).Msg("cannot note that the log of " +
			"other tables is released, so the server has to keep it until " +
			"a table of this connector changes")
		return safe.acked
	}
	return safe.quiet
}

// send writes a status update. Zero leaves the slot where it is.
//
// The library's own function is not used, as it replaces zero by the point
// that was received. The difference matters when the server is shut down: it
// waits until all its log has arrived, or, if this connector has told how far
// it is safe, until all of it is safe. That may never happen.
func (s *stream) send(confirm pglogrepl.LSN) error {
	const since = 946684800 // 2000-01-01, when PostgreSQL's clock begins
	data := []byte{pglogrepl.StandbyStatusUpdateByteID}
	for _, lsn := range []pglogrepl.LSN{s.received, confirm, confirm} {
		data = binary.BigEndian.AppendUint64(data, uint64(lsn))
	}
	micros := time.Now().UnixMicro() - since*1e6
	data = binary.BigEndian.AppendUint64(data, uint64(micros))
	data = append(data, 0) // no answer is needed
	s.conn.Frontend().Send(&pgproto3.CopyData{Data: data})
	if err := s.conn.Frontend().Flush(); err != nil {
		return fmt.Errorf("report to the server: %w", err)
	}
	return nil
}
