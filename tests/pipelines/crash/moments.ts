// When to kill: moments that a seed repeats, spread over the phases of a source.

import { integer, type Random } from "./random.ts";

export const phases = ["snapshot", "hand-over", "afterwards"] as const;
export type Phase = (typeof phases)[number];

/** A moment in a run: so many milliseconds after something happened. */
export interface Moment {
  readonly after: "start" | "first record" | "rows" | "snapshot";
  /** How many rows of the snapshot, for "rows". */
  readonly rows?: number;
  readonly delay: number;
}

/** The moments up to the end of the hand-over. */
export function moments(random: Random, rowCount: number): Moment[] {
  const moment = (after: Moment["after"], most: number, rows?: number): Moment => ({
    after,
    delay: integer(random, 0, most),
    ...(rows === undefined ? {} : { rows }),
  });
  // More than are needed: a fast source leaves the snapshot before some of them.
  const shares = Array.from({ length: 9 }, () => 0.05 + 0.65 * random()).sort((a, b) => a - b);
  return [
    // The snapshot. Conduit stores the first position a second after the first acknowledgement: nothing is stored yet.
    moment("first record", 400),
    moment("start", 600),
    moment("first record", 800),
    ...shares.map((share) => moment("rows", 200, Math.floor(share * rowCount))),
    // The hand-over. The first of these stops shortly before the last row. For a second after the first acknowledgement
    // the position stays where it is, so the next ones begin there again.
    moment("rows", 0, rowCount - integer(random, 500, 2000)),
    moment("first record", 800),
    moment("first record", 800),
    moment("first record", 400),
    moment("first record", 400),
    moment("snapshot", 200),
    moment("snapshot", 600),
  ];
}

/** A moment after the hand-over: sometimes while everything starts. */
export function laterMoment(random: Random): Moment {
  const starts = random() < 0.25;
  return starts
    ? { after: "start", delay: integer(random, 0, 600) }
    : { after: "first record", delay: integer(random, 0, 2500) };
}
