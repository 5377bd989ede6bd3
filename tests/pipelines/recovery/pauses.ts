// How long Conduit pauses before it restarts a pipeline that failed, and how the pauses of a day are spread.

import type { Random } from "../crash/random.ts";

/** Settings of recovery; times in milliseconds. */
export interface Recovery {
  readonly minDelay: number;
  readonly maxDelay: number;
  readonly factor: number;
  /** So long after its pause, an attempt is taken off the counter again. */
  readonly window: number;
}

export const second = 1000;
export const minute = 60 * second;

/** The defaults, as the guides state them and as `conduit run --help` prints them. */
export const defaults: Recovery = { minDelay: second, maxDelay: 10 * minute, factor: 2, window: 5 * minute };
export const printedDefaults: Readonly<Record<string, string>> = {
  "backoff-factor": "2",
  "max-delay": "10m0s",
  "max-retries": "-1",
  "max-retries-window": "5m0s",
  "min-delay": "1s",
};

/** The longest pause before an attempt; the shortest is `minDelay`, and any between may come. */
export function longestPause(attempt: number, { minDelay, maxDelay, factor }: Recovery): number {
  return Math.min(maxDelay, minDelay * factor ** attempt);
}

/** Pauses of a pipeline that fails at once after each restart: those that begin in the hours after the first. */
export function simulate(hours: number, recovery: Recovery, random: Random): number[] {
  const { minDelay, maxDelay, factor, window } = recovery;
  const pauses: number[] = [];
  let counted: number[] = []; // when each attempt leaves the counter
  for (let now = 0; now < (hours + 1) * 60 * minute; ) {
    counted = counted.filter((leaves) => leaves > now);
    const longest = minDelay * factor ** (counted.length + 1);
    const pause = Math.min(maxDelay, minDelay + random() * (longest - minDelay));
    counted.push(now + pause + window);
    if (now > 60 * minute) pauses.push(pause);
    now += pause;
  }
  return pauses;
}

/** The value that this share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
