package cdcstartfirst

// #region good

// goodOpen takes the end of the log before it reads the first row, and only
// if there is no position: all positions carry it.
func goodOpen(sys *system, stored *position) *source {
	s := &source{sys: sys}
	if stored != nil {
		s.pos = *stored
	} else {
		s.pos.ChangesFrom = sys.logEnd()
	}
	return s
}

// #endregion good
