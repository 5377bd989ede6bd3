package crashtest

import (
	"fmt"
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

// report puts a failed scenario into words: what is wrong, what happened, how
// to repeat it.
func (r *result) report(repeat string) string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s\n\n", r.name)
	for _, f := range r.findings {
		fmt.Fprintf(&text, "%s\n", f)
	}
	fmt.Fprintf(&text, "\nWhat happened:\n\n%s\nRepeat: %s\n", r.story, repeat)
	return text.String()
}

// quoted shows a value that may be missing.
func quoted(value *string) string {
	if value == nil {
		return "nothing"
	}
	return fmt.Sprintf("%q", *value)
}
