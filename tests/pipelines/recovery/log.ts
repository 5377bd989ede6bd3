// The restarts of a pipeline as Conduit logs them, in JSON at level debug.

import { parseLog } from "../observe.ts";

/** A line of the log about recovery; times in milliseconds. */
export interface Recovering {
  /** A restart raises the counter of attempts; later, each is taken off it again. */
  readonly what: "restart" | "decrease";
  readonly attempt: number;
  /** The pause before the attempt. */
  readonly duration: number;
  /** When the line was logged. */
  readonly time: number;
}

const messages: Readonly<Record<string, Recovering["what"]>> = {
  "restarting with backoff": "restart",
  "decreasing recovery attempts": "decrease",
};

export function recoveringIn(lines: readonly string[]): Recovering[] {
  return parseLog(lines).flatMap((line) => {
    const what = messages[line.message ?? ""];
    return what === undefined ? [] : [{ what, ...(line as unknown as Omit<Recovering, "what">) }];
  });
}

export function restartsIn(lines: readonly string[]): Recovering[] {
  return recoveringIn(lines).filter(({ what }) => what === "restart");
}
