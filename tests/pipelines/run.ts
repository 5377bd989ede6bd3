// Starts Conduit for one pipeline file, waits for what the caller wants to see, and stops it again.

import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { conduitBinary } from "./conduit.ts";

const deadline = 30_000;
const pollInterval = 25;

export interface RunOptions {
  /** Working directory: relative paths in the pipeline file start here. */
  readonly directory: string;
  /** Pipeline file, absolute or relative to the working directory. */
  readonly pipeline: string;
  /** Directory of the standalone connectors; without it there are none. */
  readonly connectors?: string;
  readonly logFormat: "json" | "cli";
  /** More flags of `conduit run`. */
  readonly flags?: readonly string[];
  /** More environment variables. */
  readonly environment?: Readonly<Record<string, string>>;
  /** How long `waitFor` waits, in milliseconds; 30 seconds unless stated. */
  readonly patience?: number;
}

type Condition = () => boolean | Promise<boolean>;

/** A Conduit that runs. */
export interface RunningConduit {
  /** The log so far, line by line. */
  lines(): readonly string[];
  /** Address of the HTTP API, such as 127.0.0.1:41234; waits until Conduit serves it. */
  api(): Promise<string>;
  /** The process group that Conduit and its connectors are in. */
  processGroup(): number;
  /** Waits until the condition holds; gives up at the deadline, or when Conduit ends. */
  waitFor(what: string, condition: Condition): Promise<void>;
}

/** What is left of a Conduit that was stopped. */
export interface StoppedConduit {
  readonly lines: readonly string[];
  readonly exitCode: number | null;
}

/** Runs Conduit until `untilDone` returns, then stops it as Ctrl+C does. No process survives this call. */
export async function runConduit(
  options: RunOptions,
  untilDone: (conduit: RunningConduit) => Promise<void>,
): Promise<StoppedConduit> {
  const conduit = new ConduitProcess(await conduitBinary(), options);
  try {
    await untilDone(conduit);
    await conduit.stop();
    return { lines: conduit.lines(), exitCode: conduit.exitCode() };
  } finally {
    conduit.killTree();
  }
}

/** Runs Conduit until `untilKilled` returns, then kills it and its connectors at once. Returns the log before that. */
export async function crashConduit(
  options: RunOptions,
  untilKilled: (conduit: RunningConduit) => Promise<void>,
): Promise<readonly string[]> {
  const conduit = new ConduitProcess(await conduitBinary(), options);
  try {
    await untilKilled(conduit);
    const lines = conduit.lines();
    if (conduit.hasEnded()) throw conduit.failure("Conduit ended before it was killed");
    return lines;
  } finally {
    conduit.killTree();
    await conduit.end();
  }
}

class ConduitProcess implements RunningConduit {
  readonly #pipeline: string;
  readonly #patience: number;
  readonly #child: ChildProcess;
  readonly #killedWithUs = (): void => {
    this.killTree();
    process.exit(1);
  };
  #output = "";
  #ended = false;

  constructor(binary: string, options: RunOptions) {
    this.#pipeline = options.pipeline;
    this.#patience = options.patience ?? deadline;
    this.#child = spawn(binary, flagsFor(options), {
      cwd: options.directory,
      env: { ...cleanEnvironment(), ...options.environment },
      // A process group of its own: connectors are Conduit's children and are killed with it.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#listen();
  }

  #listen(): void {
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8");
      stream?.on("data", (chunk: string) => {
        this.#output += chunk;
      });
    }
    this.#child.on("error", (error) => {
      this.#output += `${error}\n`;
      this.#ended = true;
    });
    this.#child.on("close", () => {
      this.#ended = true;
    });
    process.once("SIGINT", this.#killedWithUs);
    process.once("SIGTERM", this.#killedWithUs);
  }

  lines(): readonly string[] {
    return this.#output.split("\n").filter((line) => line !== "");
  }

  exitCode(): number | null {
    return this.#child.exitCode;
  }

  async api(): Promise<string> {
    let address: string | undefined;
    await this.waitFor("the HTTP API", () => {
      const line = this.lines().find((candidate) => candidate.includes("http API started"));
      address = line === undefined ? undefined : /127\.0\.0\.1:\d+/.exec(line)?.[0];
      return address !== undefined;
    });
    return address ?? "";
  }

  async waitFor(what: string, condition: Condition): Promise<void> {
    const giveUpAt = Date.now() + this.#patience;
    while (!(await condition())) {
      if (this.#ended) throw this.failure(`Conduit ended before ${what}`);
      if (Date.now() > giveUpAt) throw this.failure(`waited ${this.#patience / 1000} s in vain for ${what}`);
      await sleep(pollInterval);
    }
  }

  processGroup(): number {
    return this.#child.pid ?? 0;
  }

  hasEnded(): boolean {
    return this.#ended;
  }

  async stop(): Promise<void> {
    this.#child.kill("SIGINT");
    await this.end();
  }

  /** Waits for the end of the process. */
  async end(): Promise<void> {
    const giveUpAt = Date.now() + deadline;
    while (!this.#ended) {
      if (Date.now() > giveUpAt) throw this.failure(`Conduit did not stop within ${deadline / 1000} s`);
      await sleep(pollInterval);
    }
  }

  killTree(): void {
    process.off("SIGINT", this.#killedWithUs);
    process.off("SIGTERM", this.#killedWithUs);
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, "SIGKILL");
    } catch {
      // Nobody is left in the group.
    }
  }

  failure(what: string): Error {
    return new Error(`${this.#pipeline}: ${what}. Last lines of its log:\n${this.lines().slice(-15).join("\n")}`);
  }
}

function flagsFor(options: RunOptions): string[] {
  const flags = {
    "--pipelines.path": options.pipeline,
    "--connectors.path": options.connectors ?? join(options.directory, "connectors"),
    "--db.type": "inmemory",
    // Port 0: the system picks a free one, and Conduit logs which.
    "--api.http.address": "127.0.0.1:0",
    "--api.grpc.address": "127.0.0.1:0",
    "--log.format": options.logFormat,
  };
  return ["run", ...Object.entries(flags).flat(), ...(options.flags ?? [])];
}

/** The environment without the caller's own Conduit settings. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("CONDUIT_")));
}
