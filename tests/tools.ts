import { execFile, execFileSync, spawnSync } from "node:child_process";
import { delimiter } from "node:path";
import { environmentOfTools } from "../src/set-up/tools.mjs";

/** Programs that checks need, and what to do when one is missing. */
const howToInstall = {
  go: "Go is missing: npm run set-up gets it, or says what it tried",
  gofmt: "gofmt is missing: npm run set-up gets it together with Go, or says what it tried",
  bash: "bash is missing: install it with your system's package manager",
} as const;

type Tool = keyof typeof howToInstall;

// A check that is run by itself finds what npm test or npm run set-up got; so does everything that it starts. A PATH
// may hold little more than Node.js: shell scripts also need what each system has.
Object.assign(process.env, environmentOfTools());
const folders = (process.env["PATH"] ?? "").split(delimiter);
process.env["PATH"] = [...new Set([...folders, "/usr/bin", "/bin"])].join(delimiter);

/** What a program printed, and whether it succeeded. */
export interface ToolResult {
  readonly ok: boolean;
  /** Standard output and standard error, one after the other. */
  readonly output: string;
}

/**
 * Runs a program to its end.
 *
 * @throws Error that says in one line what to install when it is missing
 */
export function runTool(
  tool: Tool,
  args: readonly string[],
  options: { cwd?: string; input?: string; env?: Record<string, string> } = {},
): ToolResult {
  const { status, error, stdout, stderr } = spawnSync(tool, args, {
    cwd: options.cwd,
    input: options.input,
    env: { ...process.env, ...options.env },
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (error && "code" in error && error.code === "ENOENT") throw new Error(howToInstall[tool]);
  if (error) throw error;
  return { ok: status === 0, output: `${stdout}${stderr}` };
}

/** What a program did that ran beside others. */
export interface ProgramResult extends ToolResult {
  /** Whether it was killed because it took too long. */
  readonly killed: boolean;
}

/**
 * Runs a program beside others.
 *
 * @param options.timeout milliseconds after which it is killed; 0 for never
 * @throws Error that says in one line what to install when a tool is missing
 */
export function runBeside(
  program: string,
  args: readonly string[],
  { cwd, timeout = 0 }: { cwd: string; timeout?: number },
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const options = { cwd, timeout, killSignal: "SIGKILL", maxBuffer: 256 * 1024 * 1024 } as const;
    execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error?.code === "ENOENT" && program in howToInstall) reject(new Error(howToInstall[program as Tool]));
      else if (error && typeof error.code === "string") reject(error);
      else resolve({ ok: !error, killed: error?.killed ?? false, output: `${stdout}${stderr}` });
    });
  });
}

/** Standard output of a `go` command that must succeed. */
export function goOutput(args: readonly string[], cwd: string): string {
  runTool("go", ["version"]);
  return execFileSync("go", args, { cwd, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 });
}

/** Standard output of a program that was built here, and must succeed. */
export function runProgram(program: string, args: readonly string[], cwd: string): string {
  return execFileSync(program, args, { cwd, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 });
}
