import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../src/config/paths.ts";

const run = promisify(execFile);
const astro = join(dirname(createRequire(import.meta.url).resolve("astro/package.json")), "bin/astro.mjs");

/** A site built into a temporary folder, removed when the test is done with it. */
export interface TemporarySite extends Disposable {
  readonly folder: string;
}

interface BuildOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cold?: boolean;
  readonly leftOver?: readonly string[];
}

/** Where Astro and Vite keep what speeds up the next build. */
const keptByAstro = [".astro", "node_modules/.astro", "node_modules/.vite"];

let previous: Promise<unknown> = Promise.resolve();

/**
 * Builds the production site into a temporary folder, one site after the other:
 * Astro keeps its state in the project, and two builds at once lose pages.
 *
 * @param base path that the site is served under
 * @param options.env more of the environment, such as SITE_URL
 * @param options.cold forget first what earlier builds have kept
 * @param options.leftOver files that an earlier build has left in the folder
 * @throws Error with the output of the build when it fails
 */
export function buildSite(base: string, options: BuildOptions = {}): Promise<TemporarySite> {
  const built = previous.then(() => buildNow(base, options));
  previous = built.catch(() => undefined);
  return built;
}

async function buildNow(base: string, { env = {}, cold = false, leftOver = [] }: BuildOptions): Promise<TemporarySite> {
  if (cold) for (const kept of keptByAstro) rmSync(join(projectRoot, kept), { recursive: true, force: true });
  const folder = mkdtempSync(join(tmpdir(), "best-practices-site-"));
  for (const file of leftOver) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), "left over");
  }
  const environment = { ...process.env, ...env, SITE_BASE: base, ASTRO_TELEMETRY_DISABLED: "1" };
  try {
    await run(process.execPath, [astro, "build", "--silent", "--outDir", folder], {
      cwd: projectRoot,
      env: environment,
    });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`the site cannot be built with base ${base}:\n${stdout}\n${stderr}`);
  }
  return {
    folder,
    [Symbol.dispose]() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
