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

  /** Starts a server in a temporary folder, as an unprivileged user; or connects to the one with this URL. */
  static async start(url?: string): Promise<PostgresServer> {
    const child = spawn(serverProgram(), url === undefined ? [] : [url], { stdio: "pipe" });
    let complaint = "";
    child.stderr.on("data", (data) => {
      complaint += data;
    });
    const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
    const first = await answers.next();
    if (first.done) throw new Error(`no PostgreSQL server: ${complaint.trim()}`);
    return new PostgresServer(child, answers, first.value);
  }

  /** Runs statements, one after the other. Returns the first column of their rows. */
  async execute(sql: string): Promise<string[]> {
    this.#process.stdin.write(`${JSON.stringify(sql)}\n`);
    const answer = String((await this.#answers.next()).value);
    assert.ok(answer.startsWith("ok "), `${answer}: ${sql.slice(0, 200)}`);
    return JSON.parse(answer.slice(3));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.stdin.end();
    await ended;
  }
}

let program: string | undefined;

/** The program that starts servers. Built at the first call, removed when this process ends. */
function serverProgram(): string {
  if (program === undefined) {
    const folder = mkdtempSync(join(tmpdir(), "postgres-server-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    program = join(folder, "serve");
    const { ok, output } = runTool("go", ["build", "-o", program, "./internal/pgtest/serve"], {
      cwd: samplesDir,
    });
    if (!ok) throw new Error(`${samplesDir}: the server's program does not build:\n${output}`);
  }
  return program;
}
