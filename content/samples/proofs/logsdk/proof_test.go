package logsdk

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/conduitio/conduit-connector-protocol/pconnector"
	"github.com/conduitio/conduit-connector-protocol/pconnutils"
	"github.com/rs/zerolog"
)

// connectorEnv makes the test's program a connector.
const connectorEnv = "PROOF_CONNECTOR"

func TestMain(m *testing.M) {
	switch os.Getenv(connectorEnv) {
	case "good":
		goodMain()
	case "bad":
		badMain()
	default:
		os.Exit(m.Run())
	}
}

// TestProof reads the first line on stdout like go-plugin, which wants a
// handshake there: at least four fields, and no other message.
func TestProof(t *testing.T) {
	for name, test := range map[string]struct {
		prefix    string
		handshake bool
	}{
		"good": {"1|2|", true},
		"bad":  {"starting up", false},
	} {
		line := firstLine(t, name)
		handshake := len(strings.Split(line, "|")) >= 4
		if !strings.HasPrefix(line, test.prefix) ||
			handshake != test.handshake {
			t.Errorf("%s: first line is %q", name, line)
		}
		if name == "bad" {
			t.Logf("bad: a handshake is expected, the first line is %q", line)
		}
	}

	var log bytes.Buffer
	ctx := zerolog.New(&log).WithContext(t.Context())
	if err := (&goodSource{}).Open(ctx, nil); err != nil {
		t.Fatal(err)
	}
	want := `{"level":"info","table":"users","message":"starting up"}` + "\n"
	if log.String() != want {
		t.Errorf("good: logged %s", &log)
	}
}

// firstLine starts this program as a connector, with the variables that
// Conduit sets, and returns the first line that it prints.
func firstLine(t *testing.T, connector string) string {
	t.Helper()
	handshake := pconnector.HandshakeConfig
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(),
		connectorEnv+"="+connector,
		handshake.MagicCookieKey+"="+handshake.MagicCookieValue,
		"PLUGIN_PROTOCOL_VERSIONS=1,2",
		pconnutils.EnvConduitConnectorToken+"=token",
		pconnutils.EnvConduitConnectorUtilitiesGRPCTarget+"=localhost:1",
		pconnector.EnvConduitConnectorID+"=proof",
	)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Error(err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
	_ = cmd.Wait() // it was killed
	return strings.TrimSuffix(line, "\n")
}
