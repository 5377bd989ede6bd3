package cdcretentionhold

import "testing"

type releasableFunc func(*progress) int

// quiet has one change of the source's own table, and then those of another
// application, a hundred at a time. It returns how many of these fitted on the
// disk.
func quiet(releasable releasableFunc) (written int, err error) {
	srv, p := &server{}, &progress{}
	if err := srv.write(1, true); err != nil {
		return 0, err
	}
	for written < 10*disk {
		p.read(srv)
		p.acked = p.delivered // the pipeline is healthy
		srv.released = releasable(p)
		if err := srv.write(100, false); err != nil {
			return written, err
		}
		written += 100
	}
	return written, nil
}

// open holds back the acknowledgement of a record, and crashes. It tells
// whether a start at the stored position finds the record again.
func open(t *testing.T, releasable releasableFunc) bool {
	t.Helper()
	srv, p := &server{}, &progress{}
	for _, own := range []bool{true, false, true, false} {
		if err := srv.write(10, own); err != nil {
			t.Fatal(err)
		}
		p.read(srv)
		if p.acked == 0 {
			p.acked = p.delivered // the second record stays open
		}
		srv.released = releasable(p)
	}
	stored := p.acked
	return srv.keeps(stored)
}

func TestProof(t *testing.T) {
	written, err := quiet((*progress).goodReleasable)
	if err != nil || written != 10*disk {
		t.Errorf("good: %v after %d changes of others", err, written)
	}
	if !open(t, (*progress).goodReleasable) {
		t.Error("good: a record that was not acknowledged is gone")
	}
	written, err = quiet((*progress).badReleasable)
	if err == nil || written != disk {
		t.Errorf("bad: %v after %d changes of others", err, written)
	}
	t.Logf("bad: every record is acknowledged, and nothing is open")
	t.Logf("bad: after %d changes of other tables the server says: %v",
		written, err)
}
