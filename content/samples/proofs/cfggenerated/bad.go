package cfggenerated

import "github.com/conduitio/conduit-commons/config"

// #region bad

// badParameters returns what somebody wrote down from the struct.
func badParameters() (config.Parameters, error) {
	return config.Parameters{"url": {
		Description: "Path of the database file.",
		Validations: []config.Validation{config.ValidationRequired{}},
	}}, nil
}

// #endregion bad
