package schemanull

// #region good

// goodField describes a column in the schema of a payload.
func goodField(c column) map[string]any {
	return map[string]any{
		"name": c.name,
		"type": []any{"null", c.avroType},
	}
}

// #endregion good
