package cdcpartitions

// #region good

// goodReadable returns the shards to read from now. The older changes of a key
// are in the parent, so a shard waits until its parent was read to the end, or
// is not kept any more.
func goodReadable(listed []shard, at map[string]progress) []shard {
	kept := map[string]bool{}
	for _, s := range listed {
		kept[s.id] = true
	}
	var readable []shard
	for _, s := range listed {
		waits := kept[s.parent] && !at[s.parent].Ended
		if !at[s.id].Ended && !waits {
			readable = append(readable, s)
		}
	}
	return readable
}

// #endregion good
