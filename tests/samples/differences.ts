// In how many places the wrong code of a proof differs from the right code.

interface Line {
  readonly number: number;
  readonly text: string;
}

/** One place where the right and the wrong code differ. */
export interface Difference {
  /** Line of the right code where the place begins. */
  readonly line: number;
  /** Lines that only the right code has. */
  readonly good: readonly string[];
  /** Lines that only the wrong code has, with the names of the right code. */
  readonly bad: readonly string[];
}

/** Variants of a proof's code; their names begin with it: `goodOpen`, `Good`. */
export type Variant = "good" | "bad";

/** Lines that only close something: what they close says it all. */
const closes = /^[})\]]+[,;]?$/;

/**
 * Compares two Go files as a reader does: without comments, imports and space,
 * and with one name for both variants.
 *
 * Of all ways to change as few lines as possible, the one with the fewest
 * places counts. Neighbouring lines are one place, and so are lines that stand
 * somewhere else.
 */
export function differences(good: string, bad: string): Difference[] {
  const before = codeLines(good);
  const after = codeLines(renamed(bad, "bad", "good"));
  const places: { line: number; good: string[]; bad: string[] }[] = [];
  let open = false;
  for (const { side, index, text } of edits(before, after)) {
    if (side === "both") {
      open = false;
      continue;
    }
    if (!open) places.push({ line: before[Math.min(index, before.length - 1)]?.number ?? 1, good: [], bad: [] });
    open = true;
    places.at(-1)?.[side].push(text);
  }
  return withMovesAsOne(places);
}

/** What becomes of one line, with its place in the right code. */
interface Edit {
  readonly side: "both" | Variant;
  readonly index: number;
  readonly text: string;
}

/** The cheapest way from one text to the other: as few lines as possible, then as few places as possible. */
function edits(before: readonly Line[], after: readonly Line[]): Edit[] {
  interface Step {
    readonly cost: number;
    readonly edit?: Edit;
    readonly next?: Step;
  }
  const line = 1000; // costs more than all places together
  const known = new Map<number, Step>();
  // From the end to the beginning, so that no text is too long for the stack.
  const key = (i: number, j: number, open: boolean): number => (i * (after.length + 1) + j) * 2 + Number(open);
  for (let i = before.length; i >= 0; i--) {
    for (let j = after.length; j >= 0; j--) {
      for (const open of [true, false]) {
        const left = before[i]?.text;
        const right = after[j]?.text;
        const steps: Step[] = [];
        const add = (cost: number, edit: Edit, next: Step | undefined): void => {
          if (next) steps.push({ cost: cost + next.cost, edit, next });
        };
        const place = open ? 0 : 1;
        if (left !== undefined && left === right) {
          add(0, { side: "both", index: i, text: left }, known.get(key(i + 1, j + 1, false)));
        }
        if (left !== undefined)
          add(line + place, { side: "good", index: i, text: left }, known.get(key(i + 1, j, true)));
        if (right !== undefined)
          add(line + place, { side: "bad", index: i, text: right }, known.get(key(i, j + 1, true)));
        known.set(key(i, j, open), cheapest(steps) ?? { cost: 0 });
      }
    }
  }
  const found: Edit[] = [];
  for (let step = known.get(key(0, 0, false)); step?.edit; step = step.next) found.push(step.edit);
  return found;
}

function cheapest<T extends { cost: number }>(steps: readonly T[]): T | undefined {
  return steps.toSorted((a, b) => a.cost - b.cost)[0];
}

/** Go code in which the names of one variant are those of the other. */
export function renamed(code: string, from: Variant, to: Variant): string {
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  return code
    .replaceAll(new RegExp(`\\b${from}(?![a-z])`, "g"), to)
    .replaceAll(new RegExp(`${capital(from)}(?![a-z])`, "g"), capital(to));
}

/** Lines that one place loses and another one gains stand somewhere else: that is one place. */
function withMovesAsOne(places: readonly Difference[]): Difference[] {
  const found: Difference[] = [];
  for (const place of places) {
    const [lost, gained] = [place.good.join("\n"), place.bad.join("\n")];
    const other = found.findIndex(
      ({ good, bad }) =>
        (lost === "" && bad.length === 0 && good.join("\n") === gained) ||
        (gained === "" && good.length === 0 && bad.join("\n") === lost),
    );
    const earlier = found[other];
    if (earlier)
      found[other] = { ...earlier, good: [...earlier.good, ...place.good], bad: [...earlier.bad, ...place.bad] };
    else found.push(place);
  }
  return found;
}

/** Lines of code, without comments, package, imports and space. */
function codeLines(source: string): Line[] {
  const code = withoutComments(source)
    .replace(/^package .*$/m, "")
    .replaceAll(/^import (?:\([^)]*\)|.*)$/gm, (text) => text.replaceAll(/[^\n]/g, ""));
  return code
    .split("\n")
    .map((line, index) => ({ number: index + 1, text: line.trim().replaceAll(/\s+/g, " ") }))
    .filter(({ text }) => text !== "" && !closes.test(text));
}

/** Go code whose comments are gone; lines keep their numbers, and texts that look like comments stay. */
function withoutComments(source: string): string {
  return source.replaceAll(
    /("(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])+')|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (comment, text?: string) => text ?? comment.replaceAll(/[^\n]/g, ""),
  );
}
