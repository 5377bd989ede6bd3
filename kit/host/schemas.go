package host

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"

	"github.com/conduitio/conduit-commons/opencdc"
	"github.com/conduitio/conduit-commons/schema"
	"github.com/conduitio/conduit-connector-protocol/pconnutils"
	"github.com/conduitio/conduit-connector-protocol/pconnutils/v1/server"
	v1 "github.com/conduitio/conduit-connector-protocol/proto/connutils/v1"
	"google.golang.org/grpc"
)

// Schemas is the schema service that connectors ask for the schemas of keys
// and payloads, in memory. Like Conduit's it outlives the processes that use
// it: a restarted source finds the schemas that it made. It may be used by
// several plugins at the same time.
type Schemas struct {
	mu       sync.Mutex
	versions map[string][]schema.Schema // by subject
	last     int                        // ID
}

// NewSchemas returns a service without schemas.
func NewSchemas() *Schemas {
	return &Schemas{versions: make(map[string][]schema.Schema)}
}

// CreateSchema returns the schema of a subject with these bytes: the version
// that there is, or a new one.
func (s *Schemas) CreateSchema(
	_ context.Context, r pconnutils.CreateSchemaRequest,
) (pconnutils.CreateSchemaResponse, error) {
	if r.Type != schema.TypeAvro {
		return pconnutils.CreateSchemaResponse{}, fmt.Errorf(
			"unsupported type of schema %s: %w", r.Type,
			pconnutils.ErrInvalidSchema)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	known := s.versions[r.Subject]
	for _, is := range known {
		if string(is.Bytes) == string(r.Bytes) {
			return pconnutils.CreateSchemaResponse{Schema: is}, nil
		}
	}
	s.last++
	made := schema.Schema{
		ID: s.last, Subject: r.Subject, Version: len(known) + 1,
		Type: r.Type, Bytes: r.Bytes,
	}
	s.versions[r.Subject] = append(known, made)
	return pconnutils.CreateSchemaResponse{Schema: made}, nil
}

// GetSchema returns one version of the schema of a subject.
func (s *Schemas) GetSchema(
	_ context.Context, r pconnutils.GetSchemaRequest,
) (pconnutils.GetSchemaResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known, ok := s.versions[r.Subject]
	switch {
	case !ok:
		return pconnutils.GetSchemaResponse{}, fmt.Errorf(
			"subject %q: %w", r.Subject, pconnutils.ErrSubjectNotFound)
	case r.Version < 1 || r.Version > len(known):
		return pconnutils.GetSchemaResponse{}, fmt.Errorf(
			"subject %q, version %d: %w", r.Subject, r.Version,
			pconnutils.ErrVersionNotFound)
	}
	return pconnutils.GetSchemaResponse{Schema: known[r.Version-1]}, nil
}

// Decode returns a record with the key and the payload that a source encoded
// as structured data. What has no schema stays as it is. An error says which
// part cannot be decoded.
func (s *Schemas) Decode(rec opencdc.Record) (opencdc.Record, error) {
	rec = rec.Clone()
	key, err := s.decode(rec.Key, rec.Metadata.GetKeySchemaSubject,
		rec.Metadata.GetKeySchemaVersion)
	if err != nil {
		return rec, fmt.Errorf("decode key: %w", err)
	}
	rec.Key = key
	for _, side := range []*opencdc.Data{
		&rec.Payload.Before, &rec.Payload.After,
	} {
		decoded, err := s.decode(*side, rec.Metadata.GetPayloadSchemaSubject,
			rec.Metadata.GetPayloadSchemaVersion)
		if err != nil {
			return rec, fmt.Errorf("decode payload: %w", err)
		}
		*side = decoded
	}
	return rec, nil
}

func (s *Schemas) decode(
	data opencdc.Data, subject func() (string, error),
	version func() (int, error),
) (opencdc.Data, error) {
	raw, ok := data.(opencdc.RawData)
	if !ok || len(raw) == 0 {
		return data, nil
	}
	name, err := subject()
	if errors.Is(err, opencdc.ErrMetadataFieldNotFound) {
		return data, nil
	}
	if err != nil {
		return nil, err
	}
	number, err := version()
	if err != nil {
		return nil, err
	}
	found, err := s.GetSchema(context.Background(),
		pconnutils.GetSchemaRequest{Subject: name, Version: number})
	if err != nil {
		return nil, err
	}
	var decoded opencdc.StructuredData
	if err := found.Schema.Unmarshal(raw, &decoded); err != nil {
		return nil, fmt.Errorf("subject %q, version %d: %w", name, number, err)
	}
	return decoded, nil
}

// Encode returns a record as a source's middleware sends it: structured data
// is encoded, and the metadata names the schemas, of subjects that begin with a
// prefix. It is for a destination whose parameters contain
// "sdk.schema.extract.payload.enabled", and keeps whole numbers exact: as
// structured data they would reach a plugin as float64. Both images of a
// payload are encoded with the schema of the one after, as the SDK does. An
// error says which part cannot be encoded.
func (s *Schemas) Encode(
	rec opencdc.Record, prefix string,
) (opencdc.Record, error) {
	rec = rec.Clone()
	if rec.Metadata == nil {
		rec.Metadata = opencdc.Metadata{}
	}
	if key, ok := rec.Key.(opencdc.StructuredData); ok {
		subject := prefix + ".key"
		serde, version, err := s.schemaOf(subject, key)
		if err != nil {
			return rec, fmt.Errorf("encode key: %w", err)
		}
		raw, err := serde.Marshal(key)
		if err != nil {
			return rec, fmt.Errorf("encode key: %w", err)
		}
		rec.Key = opencdc.RawData(raw)
		rec.Metadata.SetKeySchemaSubject(subject)
		rec.Metadata.SetKeySchemaVersion(version)
	}
	before, hasBefore := rec.Payload.Before.(opencdc.StructuredData)
	after, hasAfter := rec.Payload.After.(opencdc.StructuredData)
	row := after
	if !hasAfter {
		row = before
	}
	if !hasBefore && !hasAfter {
		return rec, nil
	}
	subject := prefix + ".payload"
	serde, version, err := s.schemaOf(subject, row)
	if err != nil {
		return rec, fmt.Errorf("encode payload: %w", err)
	}
	for _, side := range []*opencdc.Data{
		&rec.Payload.Before, &rec.Payload.After,
	} {
		if data, ok := (*side).(opencdc.StructuredData); ok {
			raw, err := serde.Marshal(data)
			if err != nil {
				return rec, fmt.Errorf("encode payload: %w", err)
			}
			*side = opencdc.RawData(raw)
		}
	}
	rec.Metadata.SetPayloadSchemaSubject(subject)
	rec.Metadata.SetPayloadSchemaVersion(version)
	return rec, nil
}

// schemaOf returns the schema of structured data, and its version.
func (s *Schemas) schemaOf(
	subject string, data opencdc.StructuredData,
) (schema.Serde, int, error) {
	serde, err := schema.KnownSerdeFactories[schema.TypeAvro].
		SerdeForType(data)
	if err != nil {
		return nil, 0, err
	}
	made, err := s.CreateSchema(context.Background(),
		pconnutils.CreateSchemaRequest{
			Subject: subject, Type: schema.TypeAvro,
			Bytes: []byte(serde.String()),
		})
	return serde, made.Schema.Version, err
}

// serve lets plugins ask, until stop is called. It returns the address.
func (s *Schemas) serve() (address string, stop func(), err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, fmt.Errorf("listen for the schema service: %w", err)
	}
	service := grpc.NewServer()
	v1.RegisterSchemaServiceServer(
		service, server.NewSchemaServiceServer(s))
	// Serve returns when it is stopped, with an error that says so.
	go func() { _ = service.Serve(listener) }()
	return listener.Addr().String(), service.Stop, nil
}
