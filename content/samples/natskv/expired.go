package natskv

import "time"

// fate is what became of the changes after a position.
type fate string

const (
	// quiet: nothing was written. That the bucket has dropped what the
	// position names, and everything else, does not matter.
	quiet fate = "quiet"
	// whole: every change is still there.
	whole fate = "whole"
	// replaced: of each key that was changed, the last change is still there,
	// a put or a deletion. Reading on gives the state of all of them.
	replaced fate = "replaced"
	// expired: a deletion may have been among what is gone. No key that is
	// left can tell.
	expired fate = "expired"
)

// #region fate

// fateOf tells what became of the changes after a position. Unread is how many
// the server has left of them; it was counted before the state was asked for.
//
// A change leaves a bucket in one of two ways. A newer one of its key pushes it
// out: nothing is lost, the newer one is read. Or it goes for its age, or is
// purged. Then its key is in the bucket no more, and nothing says so.
func fateOf(pos position, unread uint64, s state) fate {
	covered := pos.covered()
	switch {
	case s.last == covered:
		return quiet
	case unread >= s.last-covered:
		return whole
	case s.first > s.last:
		// The newest change has no newer one that could have pushed it out.
		return expired
	case s.kept == 0 || s.now.Sub(pos.Since) < s.kept:
		// All changes are younger than the age at which the first may go.
		return replaced
	default:
		return expired
	}
}

// #endregion fate

// check refuses a position that does not belong to the bucket.
func (p position) check(name string, s state) error {
	switch {
	case p.Bucket != name:
		return refuse("position belongs to bucket %q, but this is %q: name "+
			"the former, or create a new connector to start afresh",
			p.Bucket, name)
	case !p.Created.Equal(s.created):
		return refuse("position belongs to a bucket %q that was created at "+
			"%s, but this one was at %s: create a new connector to start "+
			"afresh", name, p.Created.Format(time.RFC3339Nano),
			s.created.Format(time.RFC3339Nano))
	case p.covered() > s.last:
		return refuse("position is at revision %d, but the last one of bucket "+
			"%q is %d: the bucket is older than the position; create a new "+
			"connector to start afresh", p.covered(), name, s.last)
	}
	return nil
}

// expiredError says what may be lost, and the way out.
func (p position) expiredError(s state) error {
	return refuse("deletions may be lost: revisions after %d are gone, and "+
		"bucket %q keeps deletions %s; it is at revision %d now. "+
		`Set "onExpired" to "%s" to read all keys once more (those deleted `+
		"meanwhile stay at the destination), or empty the destination and "+
		"create a new connector", p.covered(), p.Bucket, kept(s.kept),
		s.last, expiredReread)
}

func kept(d time.Duration) string {
	if d == 0 {
		return "until somebody purges them"
	}
	return "for " + d.String()
}
