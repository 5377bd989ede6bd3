// One piece of wrong code beside the right one, and what a pipeline has to undergo to tell them apart.

import type { ProofPipeline, Settings, Variant } from "./pipeline.ts";

export interface Pair {
  /** The guidelines that it belongs to. */
  readonly guidelines: string;
  /** What happens to the pipeline, and with which batches if that matters. */
  readonly story: string;
  /** What has to be observed at the end. */
  readonly expected: Readonly<Record<Variant, string>>;
  /** The connector creates what logs the changes of the source database, which otherwise has a log of its own. */
  readonly withoutLog?: boolean;
  /** Runs the story. Returns what was observed. */
  run(pipeline: ProofPipeline, variant: Variant): Promise<string>;
}

/** Sources and destinations that do all right, for the cases of the other side. */
export const goodSource: Settings = { case: "resume", variant: "good" };
export const goodDestination: Settings = { case: "order", variant: "good" };
