package schemanull

// #region bad

// badField describes a column in the schema of a payload.
func badField(c column) map[string]any {
	return map[string]any{
		"name": c.name,
		"type": c.avroType,
	}
}

// #endregion bad
