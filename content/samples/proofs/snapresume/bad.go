package snapresume

// #region bad

// badPosition returns the position of a row's record.
func (s *snapshot) badPosition(r row) position {
	s.last[r.table] = r.id // in memory only
	return position{Mode: "snapshot"}
}

// #endregion bad
