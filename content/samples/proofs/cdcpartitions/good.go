package cdcpartitions

import "slices"

// #region good

// goodReadable returns the shards to read from now. The older changes of a key
// are in the parent, so a shard waits until its parent was read to the end, or
// is not kept any more.
func goodReadable(listed []shard, at map[string]progress) []shard {
	var readable []shard
	for _, s := range listed {
		kept := slices.ContainsFunc(listed, func(other shard) bool {
			return other.id == s.parent
		})
		if kept && !at[s.parent].Ended {
			continue
		}
		if !at[s.id].Ended {
			readable = append(readable, s)
		}
	}
	return readable
}

// #endregion good
