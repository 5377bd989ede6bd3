import { readFileSync } from "node:fs";
import { kitDir, projectRoot, samplesDir } from "../../src/config/paths.ts";

/** Text of the samples' go.mod. */
export const samplesModule = (): string => readFileSync(`${samplesDir}go.mod`, "utf8");

/** Text of the kit's go.mod. */
export const kitModule = (): string => readFileSync(`${kitDir}go.mod`, "utf8");

/** Path of the module that a go.mod is of. */
export const modulePath = (goMod: string): string => /^module (\S+)$/m.exec(goMod)?.[1] ?? "";

/** Text of the go.mod that names the Conduit of the pipeline tests. */
export const conduitModule = (): string => readFileSync(`${projectRoot}tests/pipelines/conduit/go.mod`, "utf8");
