package srcstateafter

import "maps"

// progress is a position of two tables: the last row of each.
type progress map[string]int

// handedOut is a record of a table, with its position.
type handedOut struct {
	table string
	row   int
	pos   progress
}

// readAhead reads the rest of two tables of three rows each, and then makes
// the records. Progress is noted by the readers, or where records are made.
func readAhead(stored progress, byReaders bool) []handedOut {
	shared := maps.Clone(stored)
	var buffer []handedOut
	for _, table := range []string{"a", "b"} {
		for row := stored[table] + 1; row <= 3; row++ {
			buffer = append(buffer, handedOut{table: table, row: row})
			if byReaders {
				shared[table] = row
			}
		}
	}
	for i, rec := range buffer {
		if !byReaders {
			shared[rec.table] = rec.row
		}
		buffer[i].pos = maps.Clone(shared) // as encoding does
	}
	return buffer
}
