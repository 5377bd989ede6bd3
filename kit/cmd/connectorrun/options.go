package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/conduitio/conduit-commons/config"
	"github.com/conduitio/conduit-connector-protocol/pconnector"

	"github.com/conduitio/conduit-connector-best-practices/kit/host"
)

// errUsage says that the usage was told already.
var errUsage = errors.New("usage")

// options are what the command line says.
type options struct {
	binary     string
	settings   config.Config
	position   string
	from       string
	count      int
	raw        bool
	log        string
	limit      time.Duration
	order      host.Order
	parameters bool
}

const usage = `Runs a built connector without a Conduit.

	connectorrun ./my-connector [flags]

A source's records are printed, one in a line, and its position is kept in a
file. With --from, records of a file are written to a destination. Ctrl+C stops
the connector as Conduit does; a second one kills it.

Flags:
`

// parse reads the command line. Flags may stand on both sides of the binary.
func parse(args []string, messages io.Writer) (options, error) {
	o := options{settings: config.Config{}}
	var wrong error
	flags := flag.NewFlagSet("connectorrun", flag.ContinueOnError)
	flags.SetOutput(messages)
	flags.Usage = func() {
		fmt.Fprint(messages, usage)
		flags.PrintDefaults()
	}
	flags.Func("setting", "`name=value` of a parameter; may be repeated",
		func(text string) error {
			name, value, ok := strings.Cut(text, "=")
			_, known := o.settings[name]
			switch { // package flag would print the value with an error
			case !ok || name == "":
				wrong = errors.New("write --setting name=value")
			case known:
				wrong = fmt.Errorf("setting %s is given twice", name)
			}
			o.settings[name] = value
			return nil
		})
	flags.StringVar(&o.position, "position", "", "`file` that keeps the "+
		"source's position; <connector>.position if it is not given, none "+
		"if it is \"none\"")
	flags.StringVar(&o.from, "from", "", "write the records of this `file` "+
		"to the destination; - is the standard input")
	flags.IntVar(&o.count, "count", 0, "stop after so many `records`")
	flags.BoolVar(&o.raw, "raw", false, "print records as the source sends "+
		"them, and do not decode keys and payloads that have a schema")
	flags.StringVar(&o.log, "log", "info", "`level` of the plugin's log: "+
		"trace, debug, info, warn or error")
	flags.DurationVar(&o.limit, "limit", time.Minute,
		"longest `time` that a call may take")
	ackFirst := flags.Bool("ack-then-store", false, "acknowledge before the "+
		"position is stored, as Conduit v0.18 does")
	flags.BoolVar(&o.parameters, "parameters", false,
		"list the connector's parameters, and do nothing else")

	for rest := args; ; {
		if err := flags.Parse(rest); err != nil {
			return o, errUsage
		}
		if flags.NArg() == 0 {
			break
		}
		if o.binary != "" {
			return o, fmt.Errorf("there are two connectors, %s and %s: "+
				"flags begin with a dash", o.binary, flags.Arg(0))
		}
		o.binary, rest = flags.Arg(0), flags.Args()[1:]
		if len(rest) == 0 {
			break
		}
	}
	if wrong != nil {
		return o, wrong
	}
	if o.binary == "" {
		flags.Usage()
		return o, errUsage
	}
	if *ackFirst {
		o.order = host.AckThenStore
	}
	o.position = cmp.Or(o.position, filepath.Base(o.binary)+".position")
	return o, nil
}

// checkSettings names everything that is missing or wrong, a line each.
func checkSettings(settings config.Config, parameters config.Parameters) error {
	complete := maps.Clone(settings).Sanitize().ApplyDefaults(parameters)
	return complete.Validate(parameters)
}

// printParameters lists the parameters of both sides.
func printParameters(out io.Writer, spec pconnector.Specification) {
	fmt.Fprintf(out, "%s %s: %s\n", spec.Name, spec.Version, spec.Summary)
	for _, side := range []struct {
		name       string
		parameters config.Parameters
	}{
		{"source", spec.SourceParams}, {"destination", spec.DestinationParams},
	} {
		if len(side.parameters) > 0 {
			fmt.Fprintf(out, "\n%s:\n", side.name)
		}
		for _, name := range slices.Sorted(maps.Keys(side.parameters)) {
			is := side.parameters[name]
			note := is.Type.String()
			for _, validation := range is.Validations {
				if _, ok := validation.(config.ValidationRequired); ok {
					note += ", required"
				}
			}
			if is.Default != "" {
				note += fmt.Sprintf(", default %q", is.Default)
			}
			fmt.Fprintf(out, "  %s (%s)\n", name, note)
			for line := range strings.SplitSeq(is.Description, "\n") {
				if line != "" {
					fmt.Fprintf(out, "    %s\n", line)
				}
			}
		}
	}
}
