package possmall

// Wrong on purpose: the position grows with each row.

// #region bad

// badPosition is the position of the last of the rows with these keys, which
// are read in any order.
func badPosition(keys []string) position {
	return position{Seen: keys}
}

// #endregion bad
