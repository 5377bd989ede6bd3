package cfggenerated

import (
	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-commons/paramgen/paramgen"
)

// #region good

// goodParameters returns what is generated from the struct, with what it
// embeds: "url" and nine that begin with "sdk.".
func goodParameters() (config.Parameters, error) {
	parameters, _, err := paramgen.ParseParameters(".", "Config")
	return parameters, err
}

// #endregion good
