// The processes that Conduit starts, as Linux lists them.

import { existsSync, readdirSync, readFileSync } from "node:fs";

export interface Process {
  readonly id: number;
  /** The connector that Conduit started it for. */
  readonly connector: string | undefined;
}

/** Running processes of a group that serve a connector. Other systems than Linux show none. */
export function pluginsOf(group: number): Process[] {
  if (!existsSync("/proc/self/stat")) return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => groupOf(id) === group)
    .map((id) => ({ id, connector: connectorOf(id) }))
    .filter(({ id, connector }) => id !== group && connector !== undefined);
}

/** The group of a process that has not ended. */
function groupOf(id: number): number | undefined {
  const stat = contentOf(`/proc/${id}/stat`);
  // The name comes second, in parentheses, and may contain anything.
  const [state, , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return state === "Z" || state === "X" ? undefined : Number(group);
}

function connectorOf(id: number): string | undefined {
  const variables = contentOf(`/proc/${id}/environ`).split("\0");
  const name = "CONDUIT_CONNECTOR_ID=";
  return variables.find((variable) => variable.startsWith(name))?.slice(name.length);
}

/** Empty if the process has ended meanwhile. */
function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
