// Package cdcpartitions proves the guideline CDC-PARTITIONS: a shard that is
// read beside its parent brings the changes of a key in the wrong order.
package cdcpartitions

// shard is a part of a stream, as a service lists it.
type shard struct {
	id     string
	parent string // the shard that it was split from, empty for the first
}

// record is a change of a key.
type record struct{ key, value string }

// progress is what the position holds of a shard.
type progress struct {
	After int  `json:"after"` // number of records delivered
	Ended bool `json:"ended"` // stays as long as the shard is listed
}

// stream is a service in memory. All of its shards but the last are closed.
type stream struct {
	shards  []shard
	records map[string][]record
}

// read returns the next record of a shard, if there is one, and otherwise
// whether the shard has come to its end.
func (s *stream) read(id string, after int) (rec record, ok, ended bool) {
	if after < len(s.records[id]) {
		return s.records[id][after], true, false
	}
	return record{}, false, id != s.shards[len(s.shards)-1].id
}
