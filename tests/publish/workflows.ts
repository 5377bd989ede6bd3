import { isMap, LineCounter, type Pair, parseDocument, type Scalar, visit } from "yaml";

/**
 * Checks a workflow or an action for what keeps a run harmless. What a workflow
 * may hold at all is actionlint's business.
 *
 * @param file path for messages
 * @returns messages with file and line
 */
export function checkWorkflow(file: string, text: string): string[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problems: string[] = [];
  const complain = (offset: number, message: string) => {
    problems.push(`${file}:${lines.linePos(offset).line}: ${message}`);
  };
  visit(document, {
    Pair(_, pair) {
      const { key, value } = pair as Pair<Scalar<string>, Scalar<string> | null>;
      if (key.value !== "uses" || !value || value.value.startsWith("./")) return;
      const pinned = /@[0-9a-f]{40}$/.test(value.value) && /^ v\d+\.\d+\.\d+$/.test(value.comment ?? "");
      const offset = value.range?.[0] ?? 0;
      if (!pinned) complain(offset, `${value.value} is not pinned: name a full commit, and its version as a comment`);
    },
    Map(_, step) {
      if (!/^actions\/checkout@/.test(String(step.get("uses") ?? ""))) return;
      if (step.getIn(["with", "persist-credentials"]) === false) return;
      complain(step.range?.[0] ?? 0, "checkout leaves its token behind: set persist-credentials to false");
    },
  });
  const jobs = document.get("jobs");
  if (!isMap(jobs)) return problems;
  const top = document.get("permissions");
  if (!isMap(top) || top.items.length > 0) complain(0, "what is not named is not allowed: begin with permissions: {}");
  for (const { key, value: job } of jobs.items as Pair<Scalar<string>>[]) {
    const offset = key.range?.[0] ?? 0;
    if (!isMap(job)) continue;
    if (!isMap(job.get("permissions"))) complain(offset, `the job ${key.value} does not name its permissions`);
    if (!job.has("timeout-minutes")) complain(offset, `the job ${key.value} has no timeout-minutes`);
    if (!job.has("runs-on")) complain(offset, `the job ${key.value} has no runs-on`);
  }
  if (/pull_request_target|workflow_run/.test(text))
    complain(0, "runs foreign code with the rights of this repository");
  return problems;
}
