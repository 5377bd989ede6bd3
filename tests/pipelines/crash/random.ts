// Random numbers that a seed repeats.

/** Numbers from 0 up to, but not including, 1. */
export type Random = () => number;

/** The generator mulberry32: small, and good enough to choose moments and rows. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** An integer from `least` to `most`, both included. */
export function integer(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

/** The seed that CRASH_SEED names, or the usual one. */
export function seedOr(usual: number): number {
  const named = process.env["CRASH_SEED"];
  if (named === undefined || named === "") return usual;
  if (/^\d{1,9}$/.test(named)) return Number(named);
  throw new Error(`CRASH_SEED=${named}: the seed is a whole number of at most nine digits.`);
}
