package natskv

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	sdk "github.com/conduitio/conduit-connector-sdk"
)

const (
	expiredStop   = "stop"
	expiredReread = "reread"
)

// SourceConfig holds the parameters of the source. The comment of a field is
// its description in connector.yaml.
type SourceConfig struct {
	sdk.DefaultSourceMiddleware

	// Servers of one cluster, "nats://user:password@host:4222", separated by
	// commas. The scheme "tls" refuses a connection without encryption.
	URL string `json:"url" validate:"required"`
	// Name of the bucket. It has to exist.
	Bucket string `json:"bucket" validate:"required"`
	// File with the certificate authority of the servers, in PEM form. If it
	// is empty, those of the operating system count.
	TLSCAFile string `json:"tls.caFile"`
	// How many changes are held in memory at most.
	FetchSize int `json:"fetchSize" validate:"gt=0" default:"100"`
	// What to do when deletions may have left the bucket before they were
	// read: "stop" is an error, "reread" delivers all keys once more. Keys
	// that are gone by then stay at the destination.
	OnExpired string `json:"onExpired" validate:"inclusion=stop|reread" default:"stop"`
	// For how long the bucket keeps the marker of a deletion, if somebody
	// removes markers: the age that PurgeDeletes or "nats kv compact" is used
	// with. The age limit of the bucket is known, and counts as well.
	DeletionsKept time.Duration `json:"deletions.kept" default:"0s"`
}

// Validate checks what tags cannot express. It connects to nothing: Conduit
// also calls it only to check a configuration.
func (c *SourceConfig) Validate(ctx context.Context) error {
	errs := []error{c.DefaultSourceMiddleware.Validate(ctx)}
	for i, server := range strings.Split(c.URL, ",") {
		if !isServer(strings.TrimSpace(server)) {
			// Not the text, and not the parser's error: there may be a
			// password in both.
			errs = append(errs, fmt.Errorf(`"url": server %d: expected `+
				`nats://user:password@host:port or tls://…, with reserved `+
				`characters of the password escaped`, i+1))
		}
	}
	if strings.ContainsAny(c.Bucket, ".*> \t") {
		errs = append(errs, fmt.Errorf(
			`"bucket": %q cannot be the name of one`, c.Bucket))
	}
	if c.DeletionsKept < 0 {
		errs = append(errs, fmt.Errorf(
			`"deletions.kept": %v is negative`, c.DeletionsKept))
	}
	return errors.Join(errs...)
}

func isServer(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Hostname() != "" &&
		(u.Scheme == "nats" || u.Scheme == "tls")
}
