// npm start: installs what is missing, builds what has changed, serves the
// production site. Written for the system's own Node, like install.mjs.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled, runNpm } from "./install.mjs";

process.chdir(fileURLToPath(new URL("../../", import.meta.url)));

const inputs = [
  ...["content", "kit", "src", "public", "astro.config.mjs", "package.json", "package-lock.json"],
  "tests/pipelines/conduit/go.mod",
];
const settings = ["SITE_URL", "SITE_BASE", "SITE_REPOSITORY", "SITE_COMMIT", "SITE_COMMIT_DATE"];
const home = "dist/index.html";
const builtFrom = "node_modules/.cache/site-built-from";
const port = readPort(process.env.PORT ?? "4321");
const base = `/${process.env.SITE_BASE ?? ""}/`.replace(/\/+/g, "/");
const address = `http://localhost:${port}${base}`;

await ensurePortIsFree();
ensureInstalled();
buildWhenChanged();
serve();

/** @param {string} text */
function readPort(text) {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number < 65536) return number;
  return fail(`PORT=${text} is not a port: give a number from 1 to 65535`);
}

function buildWhenChanged() {
  const now = fingerprint();
  if (existsSync(home) && existsSync(builtFrom) && readFileSync(builtFrom, "utf8") === `${now} ${builtAt()}`) {
    console.log("Nothing has changed since the last build.");
    return;
  }
  runNpm(["run", "--silent", "build"], "The site could not be built: see the message above");
  mkdirSync(dirname(builtFrom), { recursive: true });
  writeFileSync(builtFrom, `${now} ${builtAt()}`);
}

/** When the site that lies there was built: others build it, too, and for other addresses. */
function builtAt() {
  return statSync(home).mtimeMs;
}

/** One value for all that the built site depends on. */
function fingerprint() {
  const hash = createHash("sha256").update(JSON.stringify(settings.map((name) => process.env[name] ?? "")));
  // The footer names the commit, and says when files differ from it.
  for (const args of [
    ["log", "-1", "--format=%H"],
    ["status", "--porcelain"],
  ]) {
    hash.update(spawnSync("git", args, { encoding: "utf8" }).stdout ?? "");
  }
  for (const file of inputs.flatMap(filesOf)) hash.update(file).update("\0").update(readFileSync(file));
  return hash.digest("hex");
}

/** @param {string} path @returns {string[]} */
function filesOf(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}

async function ensurePortIsFree() {
  for (const host of ["127.0.0.1", "::1"]) {
    await new Promise((resolve) => {
      const probe = createServer();
      probe.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
        if (error.code === "EADDRINUSE") {
          fail(`Port ${port} is in use: stop what listens there, or choose another, such as PORT=4322 npm start`);
        }
        resolve(undefined); // an address that this machine does not have
      });
      probe.listen(port, host, () => probe.close(resolve));
    });
  }
}

function serve() {
  // Started directly, not through npm, so that a signal reaches the server and nothing is left behind.
  const node = join("node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
  const args = ["node_modules/astro/bin/astro.mjs", "preview", "--port", String(port)];
  const server = spawn(node, args, { stdio: ["ignore", "ignore", "inherit"] });
  server.once("exit", (code) => process.exit(code ?? 0));
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.once(signal, () => server.kill(signal));
  }
  // npm hands a signal to its shell only. When the shell is gone, the server goes too.
  const startedBy = process.ppid;
  setInterval(() => process.ppid !== startedBy && server.kill(), 500).unref();
  announceWhenReady();
}

async function announceWhenReady() {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) {
      console.log(`\nThe site is served. Stop it with Ctrl+C.\n${address}`);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  fail(`The server did not answer at ${address} within 30 seconds`);
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(1);
}
