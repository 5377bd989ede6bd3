/**
 * Names that somebody may have meant, the nearest first.
 *
 * @param most how many are worth reading
 */
export function near(word: string, names: Iterable<string>, most = 3): string[] {
  const worth = Math.max(2, Math.floor(word.length / 3));
  const found = [...names]
    .map((name) => ({ name, distance: Math.min(distanceOf(word, name), distanceOfEnds(word, name)) }))
    .filter(({ distance }) => distance <= worth)
    .toSorted((a, b) => a.distance - b.distance || a.name.localeCompare(b.name, "en"));
  // Beside a name that is very near, one that is not so near is noise.
  return found
    .filter(({ distance }) => distance <= (found[0]?.distance ?? 0) + 1)
    .slice(0, most)
    .map(({ name }) => name);
}

/** "; near ones: a, b", or nothing when none is near. */
export function nearOnes(word: string, names: Iterable<string>): string {
  const found = near(word, names);
  return found.length > 0 ? `; near ones: ${found.join(", ")}` : "";
}

/** Names such as `position.content` are also near when their last part is: the first says only where they belong. */
function distanceOfEnds(a: string, b: string): number {
  const [endOfA, endOfB] = [a, b].map((name) => name.split(/[.-]/).at(-1) ?? "");
  return endOfA === "" || a === endOfA ? Number.POSITIVE_INFINITY : 1 + distanceOf(endOfA ?? "", endOfB ?? "");
}

/** How many letters to change, add or leave out. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const change = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
