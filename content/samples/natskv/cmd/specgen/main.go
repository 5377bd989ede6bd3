// Command specgen writes the parameters of the connector into connector.yaml.
// It is what "conn-sdk-cli specgen" does; that command cannot be used here, as
// it looks for the connector in the root package of the module.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"github.com/conduitio/conduit-connector-sdk/conn-sdk-cli/specgen"

	"example.com/conduit-connectors/natskv"
)

func main() {
	output := flag.String("o", "connector.yaml", "file to update")
	flag.Parse()
	if err := generate(*output); err != nil {
		fmt.Fprintln(os.Stderr, "specgen:", err)
		os.Exit(1)
	}
}

func generate(output string) error {
	spec, err := specgen.ExtractSpecification(
		context.Background(), natskv.Connector)
	if err != nil {
		return fmt.Errorf("extract specification: %w", err)
	}
	yaml, err := specgen.SpecificationToYaml(spec)
	if err != nil {
		return fmt.Errorf("encode specification: %w", err)
	}
	return specgen.WriteAndCombine(yaml, output)
}
