package natskv

import (
	"context"
	"errors"
	"fmt"
	"time"

	sdk "github.com/conduitio/conduit-connector-sdk"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

const (
	connectTimeout = 5 * time.Second
	reconnectWait  = 100 * time.Millisecond
	// orphanAfter is when the server removes what a killed source left.
	orphanAfter = time.Minute
)

// bucket is a key-value bucket, which is a stream by a certain name.
type bucket struct {
	name string
	js   jetstream.JetStream
}

func (b bucket) stream() string  { return "KV_" + b.name }
func (b bucket) subject() string { return "$KV." + b.name + "." }

// connect connects to the servers. The client looks for another server when
// it loses one, for ever: how long is too long is up to the reader.
func connect(ctx context.Context, c *SourceConfig) (*nats.Conn, error) {
	log := sdk.Logger(ctx)
	options := []nats.Option{
		// The name tells an operator whose connection it is.
		nats.Name("conduit " + sdk.ConnectorIDFromContext(ctx)),
		nats.Timeout(connectTimeout),
		nats.MaxReconnects(-1),
		nats.ReconnectWait(reconnectWait),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil { // else it was closed by us
				log.Warn().Err(err).Msg("connection to NATS was lost")
			}
		}),
		nats.ReconnectHandler(func(*nats.Conn) {
			log.Info().Msg("connected to NATS again")
		}),
		nats.ErrorHandler(func(
			_ *nats.Conn, _ *nats.Subscription, err error,
		) {
			log.Warn().Err(err).Msg("error of NATS") // a missing permission
		}),
	}
	if c.TLSCAFile != "" {
		options = append(options, nats.RootCAs(c.TLSCAFile))
	}
	conn, err := nats.Connect(c.URL, options...)
	if err != nil {
		return nil, fmt.Errorf("connect to NATS: %w", err)
	}
	return conn, nil
}

// state is what the reader has to know about a bucket.
type state struct {
	created time.Time
	now     time.Time // by the clock of the server
	first   uint64    // revision that is still there
	last    uint64    // revision that was ever written
	// kept is how long the marker of a deletion stays at least, unless the
	// key is written again. Zero means for ever.
	kept time.Duration
}

// state asks for the bucket.
func (b bucket) state(
	ctx context.Context, declared time.Duration,
) (state, error) {
	stream, err := b.js.Stream(ctx, b.stream())
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return state{}, refuse("there is no bucket %q", b.name)
	}
	if err != nil {
		return state{}, b.explain(err)
	}
	info := stream.CachedInfo()
	cfg := info.Config
	s := state{
		created: info.Created,
		now:     info.TimeStamp,
		first:   info.State.FirstSeq,
		last:    info.State.LastSeq,
	}
	for _, limit := range []time.Duration{
		declared, cfg.MaxAge, cfg.SubjectDeleteMarkerTTL,
	} {
		if limit > 0 && (s.kept == 0 || limit < s.kept) {
			s.kept = limit
		}
	}
	if cfg.Discard == jetstream.DiscardOld &&
		(cfg.MaxBytes > 0 || cfg.MaxMsgs > 0) {
		return state{}, refuse("bucket %q drops its oldest entries when it "+
			"is full, deletions among them: let it refuse new ones "+
			`("discard": "new"), as buckets do by default`, b.name)
	}
	if cfg.MaxAge > 0 && cfg.SubjectDeleteMarkerTTL == 0 {
		sdk.Logger(ctx).Warn().Msg("keys that are too old leave the bucket " +
			"without a deletion: set a TTL of its limit markers")
	}
	return s, nil
}

// explain names the bucket. The server reports a missing permission beside the
// request, which gets no answer.
func (b bucket) explain(err error) error {
	return fmt.Errorf("bucket %q: %w", b.name,
		errors.Join(err, b.js.Conn().LastError()))
}

// refusal is an error that trying again does not cure.
type refusal struct{ text string }

func refuse(format string, args ...any) error {
	return &refusal{fmt.Sprintf(format, args...)}
}

func (r *refusal) Error() string { return r.text }
