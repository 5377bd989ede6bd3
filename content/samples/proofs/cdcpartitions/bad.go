package cdcpartitions

// #region bad

// badReadable returns the shards that are not read to the end.
func badReadable(listed []shard, at map[string]progress) []shard {
	var readable []shard
	for _, s := range listed {
		if !at[s.id].Ended {
			readable = append(readable, s)
		}
	}
	return readable
}

// #endregion bad
