// A PostgreSQL server for pipelines, started by the samples' own test helper.

import assert from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { samplesDir } from "../../src/config/paths.ts";
import { runTool } from "../tools.ts";

export class PostgresServer implements AsyncDisposable {
  readonly url: string;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;

  private constructor(process: ChildProcessWithoutNullStreams, answers: AsyncIterator<string>, url: string) {
    this.#process = process;
    this.#answers = answers;
    this.url = url;
  }

  /** Starts a server in a temporary folder, as an unprivileged user. */
  static async start(): Promise<PostgresServer> {
    const program = buildOnce();
    const child = spawn(program, { stdio: "pipe" });
    let complaint = "";
    child.stderr.on("data", (data) => {
      complaint += data;
    });
    const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
    const first = await answers.next();
    if (first.done) throw new Error(`no PostgreSQL server: ${complaint.trim()}`);
    return new PostgresServer(child, answers, first.value);
  }

  /** Runs statements, one after the other. */
  async execute(sql: string): Promise<void> {
    this.#process.stdin.write(`${JSON.stringify(sql)}\n`);
    const answer = await this.#answers.next();
    assert.equal(answer.value, "ok", sql);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.stdin.end();
    await ended;
  }
}

let program: string | undefined;

function buildOnce(): string {
  if (program === undefined) {
    const folder = mkdtempSync(join(tmpdir(), "postgres-server-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    program = join(folder, "serve");
    const { ok, output } = runTool("go", ["build", "-o", program, "./postgres/internal/pgtest/serve"], {
      cwd: samplesDir,
    });
    if (!ok) throw new Error(`${samplesDir}: the server's program does not build:\n${output}`);
  }
  return program;
}
