package natskv

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"maps"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/conduitio/conduit-connector-best-practices/kit/crashtest"
)

const secret = "p@ss/w:rd%"

// secured lets in two users, over TLS only. The one of the connector has the
// permissions that the README names.
func secured(t *testing.T) (testBucket, config.Config) {
	t.Helper()
	caFile, certificate := certificates(t)
	s := newServer(t, func(o *server.Options) {
		o.TLSConfig = &tls.Config{
			Certificates: []tls.Certificate{certificate},
			MinVersion:   tls.VersionTLS12,
		}
		o.Users = []*server.User{
			{Username: "writer", Password: "w"},
			{Username: "reader", Password: secret,
				Permissions: &server.Permissions{
					Publish: &server.SubjectPermission{Allow: []string{
						"$JS.API.STREAM.INFO.KV_b",
						"$JS.API.CONSUMER.*.KV_b.>",
						"$JS.API.CONSUMER.MSG.NEXT.KV_b.*",
					}},
					Subscribe: &server.SubjectPermission{
						Allow: []string{"_INBOX.>"}},
				}},
		}
	})
	b := s.bucket(jetstream.KeyValueConfig{}, nats.RootCAs(caFile),
		nats.UserInfo("writer", "w"))
	cfg := b.sourceConfig("tls.caFile", caFile)
	cfg["url"] = strings.Replace(b.url(), "nats://",
		"tls://reader:p%40ss%2Fw%3Ard%25@", 1)
	return b, cfg
}

func TestLoginAndTLS(t *testing.T) {
	b, cfg := secured(t)
	b.put("a=1")
	src := open(t, cfg, nil)
	wantRecords(t, read(t, src, 1), "snapshot a=1")
	b.restart()
	b.put("a=2")
	recs := read(t, src, 1)
	wantRecords(t, recs, "update a=2")
	teardown(t, src)
	b.put("a-")
	wantRecords(t, read(t, open(t, cfg, last(recs)), 1), "delete a")
}

func TestLoginIsRefused(t *testing.T) {
	_, cfg := secured(t)
	for name, test := range map[string]struct{ key, value, want string }{
		"password":  {"url", "", "Authorization Violation"},
		"authority": {"tls.caFile", "", "certificate"},
		"bucket":    {"bucket", "other", "Permissions Violation"},
	} {
		t.Run(name, func(t *testing.T) {
			refused := maps.Clone(cfg)
			refused[test.key] = test.value
			if test.key == "url" {
				refused["url"] = strings.Replace(cfg["url"], "%25@", "x@", 1)
			}
			err := openError(t, refused, nil)
			wantError(t, err, test.want)
			if strings.Contains(err.Error(), "p%40ss") ||
				strings.Contains(err.Error(), "p@ss") {
				t.Errorf("password in %q", err)
			}
		})
	}
}

// The kit, over TLS and with a login.
func TestCrashesWithLogin(t *testing.T) {
	crashtest.RunSource(t, crashtest.Source{
		Connector: Connector,
		System: func(t *testing.T) crashtest.System {
			b, cfg := secured(t)
			cfg["fetchSize"] = "2"
			return &securedBucket{&crashBucket{testBucket: b}, cfg}
		},
		Allow:  allow,
		Quick:  true,
		Random: 3,
	})
}

type securedBucket struct {
	*crashBucket
	config config.Config
}

func (b *securedBucket) Config() config.Config { return b.config }

// certificates makes an authority, as a file, and a server's certificate.
func certificates(t *testing.T) (string, tls.Certificate) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		NotAfter:              time.Now().Add(time.Hour),
		IPAddresses:           []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature |
			x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(
		rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ca.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return file, tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}
