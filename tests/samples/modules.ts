import { readFileSync } from "node:fs";
import { projectRoot, samplesDir } from "../../src/config/paths.ts";

/** Text of the samples' go.mod. */
export const samplesModule = (): string => readFileSync(`${samplesDir}go.mod`, "utf8");

/** Text of the go.mod that names the Conduit of the pipeline tests. */
export const conduitModule = (): string => readFileSync(`${projectRoot}tests/pipelines/conduit/go.mod`, "utf8");
