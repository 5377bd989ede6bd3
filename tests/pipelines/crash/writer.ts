// A thread that changes the rows of a source all the time, whoever else is up or down.

import { setTimeout as sleep } from "node:timers/promises";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { Changes } from "./changes.ts";
import { integer, randomFrom } from "./random.ts";
import type { Source, SourceModule } from "./source.ts";
import { schema } from "./tables.ts";

/** Changes in one transaction, and milliseconds between two transactions: about 300 changes each second. */
const changesAtOnce = [1, 8] as const;
const pause = [5, 20] as const;

interface Order {
  readonly module: string;
  readonly location: string;
  readonly seed: number;
  readonly rowsPerTable: number;
}

/** Writes until it is stopped. */
export class Writer {
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  #version = -1;
  #error: unknown;

  private constructor(order: Order) {
    this.#worker = new Worker(import.meta.filename, { workerData: order });
    this.#worker.on("message", (version: number) => {
      this.#version = version;
    });
    this.#ended = new Promise((resolve) => this.#worker.once("exit", () => resolve()));
    this.#worker.on("error", (error) => {
      this.#error = error;
    });
  }

  /** Creates the tables with their rows, and begins to change them. */
  static async start({ module, location }: Source, seed: number, rowsPerTable: number): Promise<Writer> {
    const writer = new Writer({ module, location, seed, rowsPerTable });
    await writer.reach(0);
    return writer;
  }

  /** How many changes are committed. */
  get version(): number {
    return this.#version;
  }

  /** Waits until so many changes are committed. */
  async reach(version: number): Promise<void> {
    while (this.#version < version) {
      if (this.#error !== undefined) throw this.#error;
      await sleep(5);
    }
  }

  /** Ends the thread. Its last change inserts a row. Returns how many changes are committed. */
  async stop(): Promise<number> {
    this.#worker.postMessage("stop");
    await this.#ended;
    if (this.#error !== undefined) throw this.#error;
    return this.#version;
  }
}

async function write(order: Order, port: NonNullable<typeof parentPort>): Promise<void> {
  const { connect }: SourceModule = await import(order.module);
  const connection = await connect(order.location);
  const random = randomFrom(order.seed);
  const changes = new Changes(random, order.rowsPerTable);
  let stopped = false;
  port.once("message", () => {
    stopped = true;
  });

  await connection.execute(`BEGIN; ${schema()} ${[...changes.initial()].join("\n")} COMMIT;`);
  port.postMessage(0);
  while (!stopped) {
    await connection.execute(changes.transaction(integer(random, ...changesAtOnce)));
    port.postMessage(changes.version);
    await sleep(integer(random, ...pause));
  }
  await connection.execute(changes.insertion());
  port.postMessage(changes.version);
  await connection.close();
}

if (!isMainThread && parentPort !== null) await write(workerData, parentPort);
