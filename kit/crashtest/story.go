package crashtest

import (
	"fmt"
	"regexp"
	"strings"
)

// story is what happened in a scenario, in the order in which it happened.
type story struct{ lines []string }

// tell adds a line: who or what was done, and the rest of the sentence.
func (s *story) tell(verb, format string, args ...any) {
	s.lines = append(s.lines, strings.TrimRight(
		fmt.Sprintf("%-10s ", verb)+fmt.Sprintf(format, args...), " "))
}

// String numbers the lines.
func (s *story) String() string {
	var text strings.Builder
	for i, line := range s.lines {
		fmt.Fprintf(&text, "%4d  %s\n", i+1, line)
	}
	return text.String()
}

const mostFindings = 8 // that a report shows

// report puts a failed scenario into words: what is wrong, what happened, how
// to repeat it. The test is the full name of the scenario's subtest.
func (r *result) report(test string) string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s\n\n", r.name)
	for i, f := range r.findings {
		if i == mostFindings {
			fmt.Fprintf(&text, "… and %d more\n", len(r.findings)-i)
			break
		}
		fmt.Fprintf(&text, "%s\n", f)
	}
	fmt.Fprintf(&text, "\nWhat happened:\n\n%s\n", r.story)
	if len(r.log) > 0 {
		fmt.Fprintf(&text, "The end of the last process's log:\n\n%s\n\n",
			strings.Join(r.log, "\n"))
	}
	fmt.Fprintf(&text, "Repeat it: %s\n",
		strings.TrimSpace(r.repeat+" "+repeatCommand(test)))
	return text.String()
}

// repeatCommand returns the command that runs one subtest.
func repeatCommand(test string) string {
	parts := strings.Split(test, "/")
	for i, part := range parts {
		parts[i] = "^" + regexp.QuoteMeta(part) + "$"
	}
	return fmt.Sprintf("go test -run '%s'", strings.Join(parts, "/"))
}

// quoted shows a value that may be missing.
func quoted(value *string) string {
	if value == nil {
		return "nothing"
	}
	return fmt.Sprintf("%q", *value)
}

// some lists the first few of many texts.
func some(texts []string) string {
	const most = 4
	if len(texts) <= most {
		return strings.Join(texts, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(texts[:most], ", "),
		len(texts)-most)
}
