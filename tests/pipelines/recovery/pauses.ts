// How long Conduit may pause before it restarts a pipeline that failed.

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
