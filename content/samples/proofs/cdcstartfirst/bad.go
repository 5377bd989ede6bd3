package cdcstartfirst

// #region bad

// badOpen takes the end of the log before it reads the first row of this run.
func badOpen(sys *system, stored *position) *source {
	s := &source{sys: sys}
	if stored != nil {
		s.pos = *stored
	}
	s.pos.ChangesFrom = sys.logEnd()
	return s
}

// #endregion bad
