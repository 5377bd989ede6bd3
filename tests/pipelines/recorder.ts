// How an output is recorded: in a temporary directory Conduit runs, and what the command prints is normalised.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { samplesDir } from "../../src/config/paths.ts";
import { connectorsDirectory, type Sample } from "./connector.ts";
import { normalise } from "./normalise.ts";
import { type RunningConduit, runConduit } from "./run.ts";
import { inTemporaryDirectory } from "./workspace.ts";

/** One file below content/samples/recorded, and one more for each version of Conduit that prints something else. */
export interface Recording {
  /** Name of the file, without .txt. */
  readonly name: string;
  /** What differs in every run, and stays readable in the file; masked when two recordings are compared. */
  readonly varies?: RegExp;
  /** Produces the text of the file: the command, then its output. */
  record(): Promise<string>;
}

/** The pipeline that Conduit runs for a recording. */
export interface Pipeline {
  readonly file: string;
  /** The sample that the file belongs to: it is in the sample's own pipelines, not in content/samples/pipelines. */
  readonly sample?: Sample;
  /** A deliberate mistake; the pipeline file then has the recording's name. */
  readonly mistake?: { readonly replace: string; readonly by: string };
  readonly flags?: readonly string[];
  readonly logFormat?: "json" | "cli";
  /** Another connectors directory than the one with the sqlite sample. */
  readonly connectors?: (directory: string) => string;
  /** Creates what the pipeline reads from. */
  readonly prepare?: (directory: string) => void;
  /** More environment variables for Conduit. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A recording that needs Conduit. */
export interface Wanted extends Pipeline {
  readonly name: string;
  readonly varies?: RegExp;
}

/** Log lines that the reader filters for with grep. */
export interface LogRecording extends Wanted {
  readonly grep: string;
  /** The recording ends after this many lines. */
  readonly lines: number;
  /** Conduit would print more of these lines; an ellipsis says so. */
  readonly goesOn?: boolean;
  /** Then the reader presses Ctrl+C, and the lines of the stop belong to the recording. */
  readonly withStop?: boolean;
  /** What happens while the pipeline runs. */
  readonly meanwhile?: (conduit: RunningConduit, directory: string) => Promise<void>;
}

/** Runs a pipeline and keeps the lines of its log that match. */
export function ofLog(wanted: LogRecording): Recording {
  const pattern = new RegExp(wanted.grep);
  const matching = (lines: readonly string[]): string[] => lines.filter((line) => pattern.test(line));
  return recording(wanted, `${conduitRun(wanted)} | grep -E '${wanted.grep}'`, async (directory) => {
    const lines = await runPipeline(wanted, directory, async (conduit) => {
      await wanted.meanwhile?.(conduit, directory);
      await conduit.waitFor(
        `${wanted.lines} lines that match ${wanted.grep}`,
        () => matching(conduit.lines()).length >= wanted.lines,
      );
    });
    const kept = wanted.withStop === true ? matching(lines) : matching(lines).slice(0, wanted.lines);
    return [...kept, ...(wanted.goesOn === true ? ["…"] : [])].join("\n");
  });
}

/** Runs a pipeline, and another command next to it. */
export interface CommandRecording extends Wanted {
  /** The command as the reader types it. */
  readonly command: string;
  /** Does the same as the command, while Conduit runs, and returns what it prints. */
  readonly output: (conduit: RunningConduit, directory: string) => Promise<string>;
}

export function ofCommand(wanted: CommandRecording): Recording {
  return recording(wanted, wanted.command, async (directory) => {
    let output = "";
    await runPipeline(wanted, directory, async (conduit) => {
      output = await wanted.output(conduit, directory);
    });
    return output;
  });
}

/** The command that runs the pipeline of a recording. */
export function conduitRun(wanted: Wanted): string {
  const format = wanted.logFormat === undefined ? [] : ["--log.format", wanted.logFormat];
  return ["conduit run --pipelines.path", fileName(wanted), ...format, ...(wanted.flags ?? [])].join(" ");
}

/** A recording made by `produce` in a directory of its own. */
export function recording(
  about: Pick<Recording, "name" | "varies">,
  command: string,
  produce: (directory: string) => Promise<string>,
): Recording {
  const record = (): Promise<string> =>
    inTemporaryDirectory(async (directory) => `$ ${command}\n${normalise(await produce(directory), directory)}\n`);
  return about.varies === undefined ? { name: about.name, record } : { name: about.name, varies: about.varies, record };
}

/** Runs the pipeline of a recording until `untilDone` returns. Returns Conduit's log. */
export async function runPipeline(
  wanted: Wanted,
  directory: string,
  untilDone: (conduit: RunningConduit) => Promise<void>,
): Promise<readonly string[]> {
  const text = pipelineText(wanted);
  const sample = wanted.sample ?? "sqlite";
  writeFileSync(join(directory, fileName(wanted)), text);
  wanted.prepare?.(directory);
  const options = {
    directory,
    pipeline: fileName(wanted),
    logFormat: wanted.logFormat ?? "cli",
    flags: wanted.flags ?? [],
    // With several threads Conduit v0.14.0 has a race: when a source fails, it sometimes reports a pipeline that was
    // stopped, and does not restart it.
    environment: { GOMAXPROCS: "1", ...wanted.environment },
    ...(text.includes(`standalone:${sample}`)
      ? { connectors: wanted.connectors?.(directory) ?? connectorsDirectory([sample]) }
      : {}),
  } as const;
  return (await runConduit(options, untilDone)).lines;
}

function fileName(wanted: Wanted): string {
  return wanted.mistake === undefined ? wanted.file : `${wanted.name}.yaml`;
}

function pipelineText(wanted: Wanted): string {
  const file = join(samplesDir, wanted.sample ?? "", "pipelines", wanted.file);
  const text = readFileSync(file, "utf8");
  if (wanted.mistake === undefined) return text;
  if (text.includes(wanted.mistake.replace)) return text.replace(wanted.mistake.replace, wanted.mistake.by);
  throw new Error(
    `${file}: '${wanted.mistake.replace}' is gone. Correct '${wanted.name}' in tests/pipelines/recordings.ts.`,
  );
}
