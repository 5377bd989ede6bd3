package snapresume

import "maps"

// #region good

// goodPosition returns the position of a row's record: the last keys of all
// tables, also of those that were read before.
func (s *snapshot) goodPosition(r row) position {
	s.last[r.table] = r.id
	return position{Mode: "snapshot", Last: maps.Clone(s.last)}
}

// #endregion good
