// Loaded into a build ahead of it: writes down each program that it starts, and each load of Mermaid or of a browser.
import childProcess from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";
import { registerHooks, syncBuiltinESMExports } from "node:module";
import { basename } from "node:path";

const log = process.env["WATCHED_BUILD_LOG"] ?? "";
writeFileSync(log, "build\n", { flag: "a" });

for (const name of /** @type {const} */ (["spawn", "spawnSync", "execFile", "execFileSync", "exec", "execSync"])) {
  const original = /** @type {(...args: unknown[]) => unknown} */ (/** @type {unknown} */ (childProcess[name]));
  Object.assign(childProcess, {
    /** @param {unknown[]} args */
    [name](...args) {
      appendFileSync(log, `started ${basename(String(args[0])).split(" ")[0]}\n`);
      return original.apply(childProcess, args);
    },
  });
}
syncBuiltinESMExports();

registerHooks({
  load(url, context, next) {
    const [, packageName] = /node_modules\/(mermaid|playwright)\//.exec(url) ?? [];
    if (packageName) appendFileSync(log, `loaded ${packageName}\n`);
    return next(url, context);
  },
});
