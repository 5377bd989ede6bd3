package host

import (
	"errors"
	"fmt"
	"strings"
)

var (
	// ErrNoAnswer says that a plugin has not answered within Plugin.Limit.
	ErrNoAnswer = errors.New("no answer in time")
	// ErrExited says that the process of a plugin has ended, or was killed.
	ErrExited = errors.New("the plugin has exited")
	// ErrNoPlugin says that a program does not speak the connector protocol,
	// or not in a version that this package speaks.
	ErrNoPlugin = errors.New("this is no Conduit connector")
	// ErrStreamEnded says that the plugin has ended the stream of its records
	// or answers; what it said of the reason is in the text.
	ErrStreamEnded = errors.New("the plugin ended the stream")
	// ErrNone says that no record or answer came within the time that the
	// caller gave. The stream is as good as before.
	ErrNone = errors.New("nothing came")
)

// CallError is what came of something that a plugin was asked.
type CallError struct {
	// Asked is the call: Start, Specification, Configure, Created, Updated,
	// Deleted, Open, Run, Next, Ack, Send, Answers, Stop or Teardown.
	Asked string
	// Err wraps ErrNoAnswer, ErrExited, ErrNoPlugin or ErrStreamEnded, or it is
	// the error that the plugin returned. Of that, gRPC keeps the text only.
	Err error
	// Log is the end of the plugin's log, oldest line first, if the plugin did
	// not return an error itself.
	Log []string
}

// Error says what the plugin was asked, what happened, and what it logged.
func (e *CallError) Error() string {
	text := fmt.Sprintf("the plugin was asked to %s: %v", e.asked(), e.Err)
	if len(e.Log) > 0 {
		text += "; the end of its log:\n\t" + strings.Join(e.Log, "\n\t")
	}
	return text
}

// Unwrap returns Err.
func (e *CallError) Unwrap() error { return e.Err }

// asked puts a call into words that follow "was asked to".
func (e *CallError) asked() string {
	switch e.Asked {
	case "Start":
		return "start"
	case "Specification":
		return "tell its specification"
	case "Created", "Updated", "Deleted":
		return "handle LifecycleOn" + e.Asked
	case "Next":
		return "send records"
	case "Ack":
		return "take acknowledgements"
	case "Send":
		return "take records"
	case "Answers":
		return "acknowledge records"
	default:
		return e.Asked
	}
}
