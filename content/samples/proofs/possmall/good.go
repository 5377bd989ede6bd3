package possmall

// #region good

// goodPosition is the position of the last of the rows with these keys, which
// are read in the order of keys.
func goodPosition(keys []string) position {
	return position{Last: keys[len(keys)-1]}
}

// #endregion good
