package crashtest

import (
	"flag"
	"os"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
)

var update = flag.Bool("update", false, "write the recorded report anew")

// TestStory records the report of a source that is wrong: its positions do not
// say where the change log begins, so a restart begins at the end of it.
func TestStory(t *testing.T) {
	t.Parallel()
	const recorded = "testdata/report.txt"
	connector := memConnector(func(s *memSource) {
		s.resume = func(raw opencdc.Position) error {
			err := s.resumeAt(raw)
			s.pos.After = s.sys.head()
			return err
		}
	}, noMutation)
	s, err := Source{
		Connector: connector,
		System:    func(t *testing.T) System { return newMemory(t) },
		Patience:  time.Second,
	}.withDefaults()
	if err != nil {
		t.Fatal(err)
	}
	sc := s.script()
	sc.name = "killed after 2 records, all acknowledged and stored"
	sc.runs = []run{{take: 2, end: killed, policy: prompt}}
	report := "$ go test ./crashtest -run TestStory -v\n" +
		s.run(t, sc).report("TestCrashes/killed_after_2_records,_"+
			"all_acknowledged_and_stored")
	t.Log(report)

	if *update {
		if err := os.WriteFile(recorded, []byte(report), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(recorded)
	if err != nil {
		t.Fatal(err)
	}
	if report != string(want) {
		t.Errorf("%s is another one: run with -update", recorded)
	}
}
