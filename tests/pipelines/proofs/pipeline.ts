// A pipeline between two databases, which the test stops, starts and kills.

import assert from "node:assert/strict";
import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { storeFlags } from "../crash/position.ts";
import { pluginsOf } from "../crash/processes.ts";
import { crashConduit, type RunningConduit } from "../run.ts";
import { SourceDatabase, TargetDatabase } from "./databases.ts";
import { plugin, proofsDirectory } from "./plugin.ts";

export type Variant = "good" | "bad";
export type Settings = Readonly<Record<string, string>> & { readonly case: string; readonly variant: Variant };

/** Far more than a run needs on a busy machine; a stop that hangs is given up by the SDK after a minute. */
const patience = 150_000;

/** A Conduit that runs the pipeline. */
export interface Run {
  waitFor(what: string, condition: () => boolean | Promise<boolean>): Promise<void>;
  hasLogged(text: string): boolean;
  status(): Promise<string>;
  /** Asks for a stop in order, as a user does. Returns why Conduit cannot do it; empty if it can. */
  requestStop(): Promise<string>;
  /** Waits until the pipeline has stopped. */
  stopped(): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export class ProofPipeline {
  readonly source: SourceDatabase;
  readonly target: TargetDatabase;
  readonly #directory: string;

  constructor(directory: string, { log = true }: { readonly log?: boolean } = {}) {
    this.#directory = directory;
    this.source = new SourceDatabase(join(directory, "source.db"), { log });
    this.target = new TargetDatabase(join(directory, "target.db"));
  }

  /** Runs Conduit until `use` returns, then kills it together with the connectors. */
  async run(source: Settings, destination: Settings, use: (run: Run) => Promise<void>): Promise<void> {
    const pipeline = join(this.#directory, "proof.yaml");
    writeFileSync(pipeline, pipelineFile(source, destination));
    const options = {
      directory: this.#directory,
      pipeline,
      connectors: proofsDirectory(),
      logFormat: "json",
      flags: storeFlags,
      patience,
    } as const;
    let group = 0;
    await crashConduit(options, async (conduit) => {
      group = conduit.processGroup();
      await use(new PipelineRun(conduit, `http://${await conduit.api()}/v1/pipelines/proof`));
    });
    await nobodyIsLeft(group);
  }

  /** The position that a start after a kill begins at; nothing if there is none yet. */
  storedPosition(): string | undefined {
    const path = join(this.#directory, "conduit.db");
    if (!existsSync(path)) return undefined;
    // Conduit makes a directory of that name, and puts the database into it.
    const file = statSync(path).isDirectory() ? join(path, "conduit.db") : path;
    if (!existsSync(file)) return undefined;
    const database = new DatabaseSync(file, { readOnly: true, timeout: 30_000 });
    try {
      const row = database
        .prepare("SELECT CAST(value AS TEXT) AS value FROM conduit_kv_store WHERE key = 'connector:instance:proof:in'")
        .get();
      const instance: { State: { Position: string | null } | null } = JSON.parse(String(row?.["value"] ?? "{}"));
      const position = instance.State?.Position;
      return position ? Buffer.from(position, "base64").toString() : undefined;
    } finally {
      database.close();
    }
  }

  close(): void {
    this.source.close();
    this.target.close();
  }
}

class PipelineRun implements Run {
  readonly #conduit: RunningConduit;
  readonly #url: string;

  constructor(conduit: RunningConduit, url: string) {
    this.#conduit = conduit;
    this.#url = url;
  }

  waitFor(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
    return this.#conduit.waitFor(what, condition);
  }

  hasLogged(text: string): boolean {
    return this.#conduit.lines().some((line) => line.includes(text));
  }

  async status(): Promise<string> {
    const answer = await fetch(this.#url);
    const pipeline = (await answer.json()) as { readonly state: { readonly status: string } };
    return pipeline.state.status;
  }

  requestStop(): Promise<string> {
    return this.#post("stop");
  }

  stopped(): Promise<void> {
    return this.waitFor("the pipeline to stop", async () => (await this.status()) === "STATUS_STOPPED");
  }

  async stop(): Promise<void> {
    assert.equal(await this.requestStop(), "", "answer to the request to stop");
    await this.stopped();
  }

  async start(): Promise<void> {
    assert.equal(await this.#post("start"), "", "answer to the request to start");
  }

  /** Returns the error; empty if there is none. */
  async #post(action: string): Promise<string> {
    const answer = await fetch(`${this.#url}/${action}`, { method: "POST", body: "{}" });
    const { message = "" } = (await answer.json()) as { readonly message?: string };
    return message;
  }
}

function pipelineFile(source: Settings, destination: Settings): string {
  const connectors = [
    { id: "in", type: "source", plugin, settings: { url: "./source.db", ...source } },
    { id: "out", type: "destination", plugin, settings: { url: "./target.db", ...destination } },
  ];
  // JSON is YAML.
  return JSON.stringify({ version: "2.2", pipelines: [{ id: "proof", status: "running", connectors }] });
}

/** A connector that outlives Conduit would go on writing. */
async function nobodyIsLeft(group: number): Promise<void> {
  const giveUpAt = Date.now() + patience;
  while (pluginsOf(group).length > 0) {
    assert.ok(Date.now() < giveUpAt, `still running after the kill: ${JSON.stringify(pluginsOf(group))}`);
    await sleep(5);
  }
}
