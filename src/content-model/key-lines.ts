import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";

/**
 * Finds where the keys of a YAML text stand.
 *
 * @returns the line of a key by its path, counted from 1; a missing key is where its parent is
 */
export function keyLines(yaml: string): (path: readonly PropertyKey[]) => number {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  return (path) => lines.linePos(offsetOf(document.contents, path)).line;
}

/** Offset of the deepest existing part of a path. */
function offsetOf(node: unknown, path: readonly PropertyKey[]): number {
  const [head, ...tail] = path;
  if (isSeq(node)) {
    const item = typeof head === "number" ? node.items[head] : undefined;
    return item === undefined ? (node.range?.[0] ?? 0) : offsetOf(item, tail);
  }
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === head);
    if (!pair || !isScalar(pair.key)) return node.range?.[0] ?? 0;
    return tail.length > 0 && (isMap(pair.value) || isSeq(pair.value))
      ? offsetOf(pair.value, tail)
      : (pair.key.range?.[0] ?? 0);
  }
  return isScalar(node) ? (node.range?.[0] ?? 0) : 0;
}
