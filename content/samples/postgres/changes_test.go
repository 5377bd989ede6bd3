package postgres

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/conduitio/conduit-commons/opencdc"
)

func TestChanges(t *testing.T) {
	for _, identity := range []string{"DEFAULT", "FULL"} {
		t.Run(identity, func(t *testing.T) {
			db := newDB(t, lastTable, "CREATE SCHEMA sales",
				`CREATE TABLE sales."My table" (a int, b text, "order" text,
					twice int GENERATED ALWAYS AS (a * 2) STORED,
					PRIMARY KEY (b, a))`,
				`ALTER TABLE sales."My table" REPLICA IDENTITY `+identity)
			src := open(t, db.sourceConfig("sales.My table,last"), nil)
			before := time.Now().Add(-time.Second)
			for _, statement := range []string{
				`INSERT INTO sales."My table" VALUES (1, 'x', NULL)`,
				`UPDATE sales."My table" SET "order" = 'it''s "1"'`,
				`UPDATE sales."My table" SET b = 'y'`,
				`INSERT INTO sales."My table" VALUES (1, 'y', '')
					ON CONFLICT (a, b) DO UPDATE SET "order" = ''`,
				`DELETE FROM sales."My table"`,
			} {
				db.exec(t, statement)
			}
			got := db.readThrough(t, src, 2)
			want := []string{
				`create sales.My table {"a":1,"b":"x"}: ` +
					`- -> {"a":1,"b":"x","order":null}`,
				`update sales.My table {"a":1,"b":"x"}: ` +
					`{"a":1,"b":"x","order":null} -> ` +
					`{"a":1,"b":"x","order":"it's \"1\""}`,
				`delete sales.My table {"a":1,"b":"x"}: ` +
					`{"a":1,"b":"x","order":"it's \"1\""} -> -`,
				`create sales.My table {"a":1,"b":"y"}: ` +
					`- -> {"a":1,"b":"y","order":"it's \"1\""}`,
				`update sales.My table {"a":1,"b":"y"}: ` +
					`{"a":1,"b":"y","order":"it's \"1\""} -> ` +
					`{"a":1,"b":"y","order":""}`,
				`delete sales.My table {"a":1,"b":"y"}: ` +
					`{"a":1,"b":"y","order":""} -> -`,
			}
			if identity == "DEFAULT" { // the row before is not known
				for i, line := range want {
					head, rest, _ := strings.Cut(line, ": ")
					_, after, _ := strings.Cut(rest, " -> ")
					want[i] = head + ": - -> " + after
				}
			}
			wantEqual(t, summaries(got), want)
			for _, rec := range got {
				at, err := rec.Metadata.GetCreatedAt()
				if err != nil || at.Before(before) || at.After(time.Now()) {
					t.Fatalf("createdAt: %v, %v", at, err)
				}
			}
		})
	}
}

func TestRolledBackAndForeignChangesAreNotRead(t *testing.T) {
	db := newDB(t, lastTable, "CREATE TABLE t (id int PRIMARY KEY)",
		"CREATE TABLE other (id int PRIMARY KEY)")
	src := open(t, db.sourceConfig("t,last"), nil)
	db.exec(t, "BEGIN")
	db.exec(t, "INSERT INTO t VALUES (1)")
	db.exec(t, "ROLLBACK")
	db.exec(t, `BEGIN; INSERT INTO t VALUES (2); SAVEPOINT s;
		INSERT INTO t VALUES (3); ROLLBACK TO s; INSERT INTO other VALUES (1);
		COMMIT`)
	wantEqual(t, summaries(db.readThrough(t, src, 9)), []string{
		`create t {"id":2}: - -> {"id":2}`,
	})
}

// large returns an expression for a text that is stored apart from its row.
func large(letter string) string {
	return fmt.Sprintf(`(SELECT string_agg(md5('%s' || i), '')
		FROM generate_series(1, 200) i)`, letter)
}

func TestUnchangedLargeValues(t *testing.T) {
	for _, identity := range []string{"DEFAULT", "FULL"} {
		t.Run(identity, func(t *testing.T) {
			db := newDB(t, lastTable,
				"CREATE TABLE t (id int PRIMARY KEY, n int, v text, w text)",
				"ALTER TABLE t REPLICA IDENTITY "+identity)
			v := db.rows(t, "SELECT "+large("v"))[0]
			src := open(t, db.sourceConfig("t,last"), nil)
			db.exec(t, "INSERT INTO t VALUES (1, 1, "+large("v")+", NULL)")
			db.exec(t, "UPDATE t SET n = 2")
			db.exec(t, "UPDATE t SET n = 3, w = "+large("w"))
			db.exec(t, "UPDATE t SET v = NULL")

			recs := db.readThrough(t, src, 9)
			if len(recs) != 4 {
				t.Fatalf("got %q", summaries(recs))
			}
			update := recs[1].Payload.After.(opencdc.StructuredData)
			value, sent := update["v"]
			if identity == "FULL" && value != v {
				t.Errorf("the value was not taken from the row before")
			}
			if identity == "DEFAULT" && sent {
				t.Errorf("an unknown value came as %v", value)
			}
			if value, sent := update["w"]; !sent || value != nil {
				t.Errorf("NULL came as %v, %v", value, sent)
			}
			removed := recs[3].Payload.After.(opencdc.StructuredData)
			if value, sent := removed["v"]; !sent || value != nil {
				t.Errorf("NULL came as %v, %v", value, sent)
			}
		})
	}
}

// A changed key makes two records, so the second one has to be complete.
func TestLargeValueOfARowWhoseKeyChanges(t *testing.T) {
	db := newDB(t, lastTable,
		"CREATE TABLE t (id int PRIMARY KEY, v text)")
	v := db.rows(t, "SELECT "+large("v"))[0]
	src := open(t, db.sourceConfig("t,last"), nil)
	db.exec(t, "INSERT INTO t VALUES (1, "+large("v")+")")
	db.exec(t, "UPDATE t SET id = 2")
	db.exec(t, "UPDATE t SET id = 3") // no row 2 is left to look at
	recs := db.readThrough(t, src, 9)
	var got []string
	for _, rec := range recs {
		line := fmt.Sprint(rec.Operation, " ", string(rec.Key.Bytes()))
		if after, ok := rec.Payload.After.(opencdc.StructuredData); ok {
			value, sent := after["v"]
			line += fmt.Sprint(" ", sent, " ", value == v)
		}
		got = append(got, line)
	}
	wantEqual(t, got, []string{
		`create {"id":1} true true`,
		`delete {"id":1}`,
		`create {"id":2} false false`, // it will be deleted at once
		`delete {"id":2}`,
		`create {"id":3} true true`,
	})
}

// A large key is sent with each update, also if it did not change.
func TestLargeKey(t *testing.T) {
	db := newDB(t, lastTable, "CREATE TABLE t (k text, n int, v text)",
		"ALTER TABLE t ALTER k SET STORAGE EXTERNAL",
		"ALTER TABLE t ADD PRIMARY KEY (k)",
		"INSERT INTO t VALUES (repeat('k', 2500), 1, "+large("v")+")")
	src := open(t, db.sourceConfig("t,last"), nil)
	readExactly(t, src, 1)
	db.exec(t, "UPDATE t SET n = 2")
	recs := db.readThrough(t, src, 9)
	if len(recs) != 1 || recs[0].Operation != opencdc.OperationUpdate {
		t.Fatalf("got %d records", len(recs))
	}
	after := recs[0].Payload.After.(opencdc.StructuredData)
	if after["k"] != strings.Repeat("k", 2500) {
		t.Fatal("the key is not in the record")
	}
}

func TestTruncate(t *testing.T) {
	db := newDB(t, lastTable, "CREATE TABLE t (id int PRIMARY KEY)",
		"CREATE TABLE other (id int PRIMARY KEY)",
		"INSERT INTO t VALUES (1)")
	src := open(t, db.sourceConfig("t,last"), nil)
	pos := readExactly(t, src, 1)[0].Position
	db.exec(t, "TRUNCATE other") // not read
	db.exec(t, `BEGIN; INSERT INTO t VALUES (2); TRUNCATE t;
		INSERT INTO t VALUES (3); COMMIT`)
	// What came before is still delivered.
	readExactly(t, src, 1)
	_, err := readWithin(t, src, 1, 10*time.Second)
	wantError(t, err, `"t" was truncated`, "onTruncate")
	teardown(t, src)

	src = open(t, db.sourceConfig("t,last", "onTruncate", "skip"), pos)
	wantEqual(t, summaries(db.readThrough(t, src, 9)), []string{
		`create t {"id":2}: - -> {"id":2}`,
		`create t {"id":3}: - -> {"id":3}`,
	})
}

// Snapshot and change capture give the same values.
func TestValues(t *testing.T) {
	db := newDB(t, `CREATE TABLE t (id int PRIMARY KEY, i2 int2, i4 int4,
		i8 int8, f4 float4, f8 float8, n numeric, m numeric(10, 2), s text,
		c varchar(9), p char(3), f bool, b bytea, ts timestamp,
		tz timestamptz, d date, u uuid, j json, k jsonb)`)
	utc := func(y, mo, d, h, m, s, nano int) time.Time {
		return time.Date(y, time.Month(mo), d, h, m, s, nano, time.UTC)
	}
	type data = opencdc.StructuredData
	rows := []struct {
		values string
		want   data
	}{
		{strings.Repeat("NULL, ", 17) + "NULL", data{"i2": nil, "i4": nil,
			"i8": nil, "f4": nil, "f8": nil, "n": nil, "m": nil, "s": nil,
			"c": nil, "p": nil, "f": nil, "b": nil, "ts": nil, "tz": nil,
			"d": nil, "u": nil, "j": nil, "k": nil}},
		{`-32768, -2147483648, -9223372036854775808, 0.1, 0.1,
			12345678901234567890.123456789012345678901234567890, 12, '', '',
			'', false, '', '2026-01-02', '2026-01-02 03:04:05.678901+05:30',
			'2026-01-02', '0b5e2a3c-0000-4000-8000-0123456789ab',
			'{"a": 1,  "a": 2}', '{"b": 1e2, "a": null}'`,
			data{"i2": int64(math.MinInt16), "i4": int64(math.MinInt32),
				"i8": int64(math.MinInt64), "f4": 0.1, "f8": 0.1,
				"n": "12345678901234567890.123456789012345678901234567890",
				"m": "12.00", "s": "", "c": "", "p": "   ", "f": false,
				"b": []byte{}, "ts": utc(2026, 1, 2, 0, 0, 0, 0),
				"tz": utc(2026, 1, 1, 21, 34, 5, 678901000),
				"d":  utc(2026, 1, 2, 0, 0, 0, 0),
				"u":  "0b5e2a3c-0000-4000-8000-0123456789ab",
				"j":  `{"a": 1,  "a": 2}`, "k": `{"a": null, "b": 100}`}},
		{`32767, 2147483647, 9223372036854775807, -0.5, 5e-324,
			'NaN', -0.07, E'ä"\\\n', '日本', 'x', true, '\x00ff61',
			'1969-12-31 23:59:59.999999', '0001-01-01 00:00:00+00',
			'0001-03-15 BC', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'null',
			'null'`,
			data{"i2": int64(math.MaxInt16), "i4": int64(math.MaxInt32),
				"i8": int64(math.MaxInt64), "f4": -0.5, "f8": 5e-324,
				"n": "NaN", "m": "-0.07", "s": "ä\"\\\n", "c": "日本",
				"p": "x  ", "f": true, "b": []byte{0, 255, 'a'},
				"ts": utc(1969, 12, 31, 23, 59, 59, 999999000),
				"tz": utc(1, 1, 1, 0, 0, 0, 0),
				"d":  utc(0, 3, 15, 0, 0, 0, 0),
				"u":  "ffffffff-ffff-ffff-ffff-ffffffffffff",
				"j":  "null", "k": "null"}},
	}
	// How others print values must not matter.
	db.exec(t, "ALTER DATABASE "+db.name+" SET datestyle = 'German'")
	db.exec(t, "ALTER DATABASE "+db.name+" SET bytea_output = 'escape'")
	db.exec(t, "ALTER DATABASE "+db.name+" SET timezone = 'Asia/Kolkata'")
	db.exec(t, "ALTER DATABASE "+db.name+" SET extra_float_digits = -5")
	insert := func() {
		for i, r := range rows {
			db.exec(t, fmt.Sprintf("INSERT INTO t VALUES (%d, %s)",
				i+1, r.values))
		}
	}
	insert()
	src := open(t, db.sourceConfig("t"), nil)
	recs := readExactly(t, src, len(rows))
	db.exec(t, "DELETE FROM t")
	insert()
	readExactly(t, src, len(rows)) // the deletes
	recs = append(recs, readExactly(t, src, len(rows))...)
	for i, rec := range recs {
		want := rows[i%len(rows)].want
		want["id"] = int64(i%len(rows) + 1)
		got := rec.Payload.After.(opencdc.StructuredData)
		for name := range want {
			g, w := got[name], want[name]
			if at, ok := g.(time.Time); ok {
				if !at.Equal(w.(time.Time)) {
					t.Errorf("%v %s: got %v, want %v",
						rec.Operation, name, g, w)
				}
			} else if fmt.Sprintf("%#v", g) != fmt.Sprintf("%#v", w) {
				t.Errorf("%v %s: got %#v, want %#v",
					rec.Operation, name, g, w)
			}
		}
		if len(got) != len(want) {
			t.Errorf("got %d fields, want %d", len(got), len(want))
		}
	}
}

func TestValuesThatDoNotFit(t *testing.T) {
	for _, test := range []struct{ kind, value, want string }{
		{"timestamp", "infinity", "infinite"},
		{"timestamp", "-infinity", "infinite"},
		{"timestamp", "12026-01-01", "not in the years 0 to 9999"},
		{"timestamp", "0044-03-15 BC", "not in the years 0 to 9999"},
		{"float4", "NaN", "NaN or infinite"},
		{"float8", "NaN", "NaN or infinite"},
		{"float8", "Infinity", "NaN or infinite"},
		{"float8", "-Infinity", "NaN or infinite"},
	} {
		for _, phase := range []string{"snapshot", "changes"} {
			name := fmt.Sprintf("%s %s in %s", test.kind, test.value, phase)
			t.Run(name, func(t *testing.T) {
				db := newDB(t, "CREATE TABLE tt (id int PRIMARY KEY, v "+
					test.kind+")")
				insert := func() {
					db.exec(t, "INSERT INTO tt VALUES (2, NULL)")
					db.exec(t, "INSERT INTO tt VALUES (3, '"+test.value+"')")
				}
				if phase == "snapshot" {
					insert()
				}
				src := open(t, db.sourceConfig("tt"), nil)
				if phase == "changes" {
					insert()
				}
				// What comes before the value is still delivered.
				readExactly(t, src, 1)
				_, err := readWithin(t, src, 1, 10*time.Second)
				wantError(t, err, `table "tt", column "v"`, "of type",
					test.want)
			})
		}
	}
}

// The log describes tables as they were when the change was made.
func TestTableIsAltered(t *testing.T) {
	db := newDB(t, lastTable,
		"CREATE TABLE t (id int PRIMARY KEY, v text, w int)")
	cfg := db.sourceConfig("t,last")
	src := open(t, cfg, nil)
	db.exec(t, "INSERT INTO t VALUES (1, 'a', 1)")
	db.exec(t, "ALTER TABLE t ADD COLUMN x bool DEFAULT true")
	db.exec(t, "INSERT INTO t VALUES (2, 'b', 2)")
	db.exec(t, "ALTER TABLE t DROP COLUMN w")
	db.exec(t, "INSERT INTO t VALUES (3, 'c')")
	db.exec(t, "ALTER TABLE t RENAME COLUMN v TO y")
	db.exec(t, "INSERT INTO t VALUES (4, 'd')")
	db.exec(t, "ALTER TABLE t ALTER y TYPE bytea USING y::bytea")
	db.exec(t, "INSERT INTO t VALUES (5, 'e')")
	want := []string{
		`create t {"id":1}: - -> {"id":1,"v":"a","w":1}`,
		`create t {"id":2}: - -> {"id":2,"v":"b","w":2,"x":true}`,
		`create t {"id":3}: - -> {"id":3,"v":"c","x":true}`,
		`create t {"id":4}: - -> {"id":4,"x":true,"y":"d"}`,
		`create t {"id":5}: - -> {"id":5,"x":true,"y":"ZQ=="}`,
	}
	got := db.readThrough(t, src, 9)
	wantEqual(t, summaries(got), want)
	teardown(t, src)

	// Also after a restart, when the database has the new definition only.
	src = open(t, cfg, got[0].Position)
	wantEqual(t, summaries(readExactly(t, src, 4)), want[1:])
	readExactly(t, src, 1) // of the table last
	db.exec(t, "ALTER TABLE t ADD COLUMN z interval")
	db.exec(t, "INSERT INTO t VALUES (6)")
	_, err := readWithin(t, src, 1, 10*time.Second)
	wantError(t, err, `"t"`, `"z"`, "interval", "not supported")
}
