package conduit

// stop shows LIFE-STOP: a source that is idle when it is stopped. What is wrong
// with the bad one is in ReadN.
type stop struct{ follower }
