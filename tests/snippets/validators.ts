import { loadModule, parseSync } from "libpg-query";
import { runTool } from "../tools.ts";
import type { ConnectorSpecs } from "./connector-specs.ts";
import { checkGoFragment } from "./go-fragment.ts";
import { checkPipelineFile } from "./pipeline-file.ts";

await loadModule();

/** Says what is wrong with the code of a block; empty when nothing is. */
export type Validator = (code: string) => string[];

/** Validators for blocks that are typed into a page, by language. */
export function typedValidators(specs: ConnectorSpecs): Record<string, Validator> {
  return {
    yaml: (code) => checkPipelineFile(code, specs),
    json: checkJson,
    sh: checkShell,
    sql: checkSql,
  };
}

/** Declared fragments are parsed where a parser takes parts of a program. */
export const fragmentValidators: Record<string, Validator> = {
  go: (code) => {
    const complaint = checkGoFragment(code);
    return complaint === undefined ? [] : [complaint];
  },
  sh: checkShell,
  sql: checkSql,
  json: checkJson,
};

function checkJson(code: string): string[] {
  try {
    JSON.parse(code);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function checkShell(code: string): string[] {
  const prompt = code.split("\n").find((line) => /^\s*\$ /.test(line));
  if (prompt !== undefined) return [`leave the prompt out, readers copy the whole block: ${prompt}`];
  const { ok, output } = runTool("bash", ["-n"], { input: `${code}\n` });
  return ok ? [] : [output.trim()];
}

function checkSql(code: string): string[] {
  try {
    parseSync(code);
    return [];
  } catch (error) {
    return [`PostgreSQL's grammar refuses it: ${(error as Error).message}`];
  }
}
