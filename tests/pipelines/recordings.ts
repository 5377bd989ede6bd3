// The outputs that the guides show, and how each is produced.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { samplesDir } from "../../src/config/paths.ts";
import { connectorsDirectory, pluginFile } from "./connector.ts";
import { createDemo, execute } from "./demo.ts";
import { loggedRecords, parseLog, recordsInFile } from "./observe.ts";
import { PostgresServer } from "./postgres.ts";
import { conduitRun, ofCommand, ofLog, type Recording, recording, runPipeline } from "./recorder.ts";
import type { RunningConduit } from "./run.ts";

const maxRetries = "--pipelines.error-recovery.max-retries";

export const recordings: readonly Recording[] = [
  ...ofThePlugin(),
  ...ofRecords(),
  ofPostgres(),
  ...ofMistakes(),
  ...ofErrors(),
  ...ofTheApi(),

  ofLog({
    name: "log-level-trace",
    file: "source-to-file.yaml",
    flags: ["--log.level", "trace"],
    prepare: createDemo,
    grep: "source connector plugin|forwarding ack",
    lines: 8,
    withStop: true,
  }),

  ofLog({
    name: "graceful-stop",
    file: "source-to-log.yaml",
    prepare: createDemo,
    meanwhile: (conduit) => conduit.waitFor("the records", () => conduit.lines().join("").includes('"Grace"')),
    grep: "gracefully|graceful shutdown|pipeline stopped",
    lines: 0,
    withStop: true,
  }),
];

/** The binary of the connector, without Conduit. */
function ofThePlugin(): Recording[] {
  const plugin = (args: readonly string[]): string => {
    const { stdout, stderr } = spawnSync(join(connectorsDirectory(), pluginFile), args, { encoding: "utf8" });
    return `${stdout}${stderr}`;
  };
  return [
    recording({ name: "spec" }, `./${pluginFile} spec | head -n 12`, async () =>
      plugin(["spec"]).split("\n").slice(0, 12).join("\n"),
    ),
    recording({ name: "started-by-hand" }, `./${pluginFile}`, async () => plugin([])),
  ];
}

/** What arrives. */
function ofRecords(): Recording[] {
  const generator = { name: "generator-to-log", file: "generator-to-log.yaml", logFormat: "json" } as const;
  return [
    ofCommand({
      ...generator,
      command: `${conduitRun(generator)} | jq 'select(.record).record'`,
      // The generator invents keys and fields.
      varies: /"(?:key|active|name)": [^,\n]+/g,
      async output(conduit) {
        await conduit.waitFor("records in the log", () => loggedRecords(parseLog(conduit.lines())).length > 1);
        return `${pretty(loggedRecords(parseLog(conduit.lines()))[0])}\n…`;
      },
    }),

    ofCommand({
      name: "source-to-file",
      file: "source-to-file.yaml",
      prepare: createDemo,
      command: "head -n 1 out.jsonl | jq .",
      async output(conduit, directory) {
        await conduit.waitFor("a record in out.jsonl", () => recordsInFile(directory, "out.jsonl").length > 0);
        return pretty(recordsInFile(directory, "out.jsonl")[0]);
      },
    }),

    ofCommand({
      name: "dlq-record",
      file: "dead-letter-queue.yaml",
      prepare: (directory) => writeFileSync(join(directory, "in.jsonl"), '{"id":1}\nnot JSON\n{"id":3}\n'),
      command: "jq . dlq.jsonl",
      async output(conduit, directory) {
        await conduit.waitFor("a record in dlq.jsonl", () => recordsInFile(directory, "dlq.jsonl").length > 0);
        return recordsInFile(directory, "dlq.jsonl").map(pretty).join("\n");
      },
    }),
  ];
}

/** An update in a PostgreSQL server that runs for the recording. */
function ofPostgres(): Recording {
  const name = "postgres-to-file";
  return recording({ name }, "tail -n 1 out.jsonl | jq .", async (directory) => {
    await using server = await PostgresServer.start();
    await server.execute(readFileSync(`${samplesDir}postgres/pipelines/demo.sql`, "utf8"));
    const pipeline = {
      name,
      sample: "postgres",
      file: "postgres-to-file.yaml",
      environment: { DATABASE_URL: server.url },
    } as const;
    await runPipeline(pipeline, directory, async (conduit) => {
      await conduit.waitFor("the snapshot", () => recordsInFile(directory, "out.jsonl").length >= 2);
      await server.execute("UPDATE users SET balance = 7.50 WHERE id = 1");
      await conduit.waitFor("the update", () => recordsInFile(directory, "out.jsonl").length >= 3);
    });
    return pretty(recordsInFile(directory, "out.jsonl").at(-1));
  });
}

/** Mistakes of the user: in the pipeline file, and in the connectors directory. */
function ofMistakes(): Recording[] {
  return [
    ofLog({
      name: "bad-setting",
      file: "source-to-log.yaml",
      mistake: { replace: "tables: users", by: "table: users" },
      prepare: createDemo,
      grep: "config invalid|with backoff",
      lines: 2,
      goesOn: true,
    }),

    ofLog({
      name: "plugin-not-found",
      file: "source-to-log.yaml",
      mistake: { replace: "standalone:sqlite", by: "standalone:sqlight" },
      grep: "provisioning failed",
      lines: 1,
    }),

    ofLog({
      name: "stdout-before-handshake",
      file: "source-to-log.yaml",
      connectors: printsFirst,
      grep: "could not load",
      lines: 1,
    }),
  ];
}

/** A connectors directory with a plugin that prints to standard output before it serves. */
function printsFirst(directory: string): string {
  const connectors = join(directory, "connectors");
  mkdirSync(connectors);
  const script = `#!/bin/sh\necho "starting up"\nexec ${join(connectorsDirectory(), pluginFile)}\n`;
  writeFileSync(join(connectors, pluginFile), script, { mode: 0o755 });
  return connectors;
}

/** Errors that the connector returns. */
function ofErrors(): Recording[] {
  // SQLite stores anything in any column; the connector refuses what its schema does not allow. It is the first row that
  // fails: with records in flight Conduit v0.14.0 may wait a minute for the destination before it restarts.
  const withBadRow = (directory: string): void => {
    createDemo(directory);
    execute(directory, "INSERT INTO users (id, name) VALUES (0, x'C0FF')");
  };
  return [
    ofLog({
      name: "open-error",
      file: "source-to-log.yaml",
      grep: "could not open|with backoff",
      lines: 4,
      goesOn: true,
    }),

    ofLog({
      name: "read-error",
      file: "source-to-log.yaml",
      flags: [maxRetries, "2"],
      prepare: withBadRow,
      grep: "plugin error|backoff",
      lines: 6,
    }),

    ofLog({
      name: "max-retries-0",
      file: "source-to-log.yaml",
      flags: [maxRetries, "0"],
      prepare: withBadRow,
      grep: "recover",
      lines: 2,
    }),
  ];
}

/** Answers of Conduit's HTTP API. */
function ofTheApi(): Recording[] {
  const sourceToFile = { file: "source-to-file.yaml", prepare: createDemo } as const;
  const counts = "^conduit_(connector_bytes|dlq_bytes)_count|^conduit_pipelines";
  return [
    ofCommand({
      ...sourceToFile,
      name: "metrics",
      command: `curl -s localhost:8080/metrics | grep -E '${counts}'`,
      async output(conduit) {
        await conduit.waitFor("the records", async () => /type="destination"} 2$/m.test(await metrics(conduit)));
        const lines = (await metrics(conduit)).split("\n");
        return lines.filter((line) => new RegExp(counts).test(line)).join("\n");
      },
    }),

    ofCommand({
      ...sourceToFile,
      name: "position",
      command:
        "curl -s localhost:8080/v1/connectors/source-to-file:in | jq -r .sourceState.position | base64 -d | jq .",
      async output(conduit, directory) {
        await conduit.waitFor("the records", async () => recordsInFile(directory, "out.jsonl").length >= 2);
        return pretty(JSON.parse(await position(conduit, "source-to-file:in")));
      },
    }),

    ofCommand({
      ...sourceToFile,
      name: "inspect",
      command: "wscat -c ws://localhost:8080/v1/connectors/source-to-file:in/inspect | jq .",
      async output(conduit, directory) {
        await conduit.waitFor("the snapshot", () => recordsInFile(directory, "out.jsonl").length >= 2);
        return pretty(JSON.parse(await firstInspected(conduit, directory, "source-to-file:in")));
      },
    }),
  ];
}

async function get(conduit: RunningConduit, path: string): Promise<string> {
  const response = await fetch(`http://${await conduit.api()}${path}`);
  return response.text();
}

function metrics(conduit: RunningConduit): Promise<string> {
  return get(conduit, "/metrics");
}

async function position(conduit: RunningConduit, connector: string): Promise<string> {
  const answer: { sourceState: { position: string } } = JSON.parse(await get(conduit, `/v1/connectors/${connector}`));
  return Buffer.from(answer.sourceState.position, "base64").toString();
}

/** Opens the stream inspector, inserts a row, and returns the first message. */
async function firstInspected(conduit: RunningConduit, directory: string, connector: string): Promise<string> {
  const socket = new WebSocket(`ws://${await conduit.api()}/v1/connectors/${connector}/inspect`);
  try {
    const messages: string[] = [];
    socket.addEventListener("message", (event: MessageEvent<string>) => messages.push(event.data));
    const hasSession = async (): Promise<boolean> => /^conduit_inspector_sessions{.*} 1$/m.test(await metrics(conduit));
    await conduit.waitFor("the inspector", hasSession);
    execute(directory, "INSERT INTO users (id, name) VALUES (3, 'Alan')");
    await conduit.waitFor("a message of the inspector", () => messages.length > 0);
    return messages[0] ?? "";
  } finally {
    socket.close();
  }
}

/** As jq prints it. */
function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
