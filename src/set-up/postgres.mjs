import { readdirSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { byNpm, getFromDebian, npmPackage } from "./get.mjs";
import { isAtLeast, isProgram, onPath, run, sharedCacheFolder } from "./machine.mjs";

const oldest = "15";
/** Since this version an UPDATE of a table with a generated column and REPLICA IDENTITY FULL is refused. */
const tooNew = "18";
const debian = "/usr/lib/postgresql";

/** @type {import("./tools.mjs").Tool} */
export const postgres = {
  name: `PostgreSQL ${oldest} to ${Number(tooNew) - 1}`,
  programs: [],
  find() {
    const named = process.env["PG_BIN"];
    for (const folder of named ? [named] : [...installed(), ...carried()]) {
      if (!["initdb", "postgres"].every((name) => isProgram(join(folder, name)))) continue;
      try {
        const version = /\d[\d.]*/.exec(run(join(folder, "postgres"), ["--version"]))?.[0] ?? "";
        if (named || (isAtLeast(version, oldest) && !isAtLeast(version, tooNew)))
          return { is: `${version} at ${folder}`, env: { PG_BIN: folder } };
      } catch {
        // A program that does not start is no better than none.
      }
    }
    return undefined;
  },
  ways: [
    byNpm("postgres", sharedCacheFolder(), (content) => {
      // What npm does not carry: the links between the libraries.
      run(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: content });
    }),
    { how: "apt-get (postgresql)", get: () => getFromDebian("postgresql") },
  ],
  otherwise: "install Debian's package postgresql or the like, or name in PG_BIN the folder with initdb and postgres",
};

/** Folders of what the machine has: on the PATH, then the newest of Debian, which puts only some programs there. */
function installed() {
  const initdb = onPath("initdb");
  const versions = () => {
    try {
      return readdirSync(debian).toSorted((a, b) => Number(b) - Number(a));
    } catch {
      return [];
    }
  };
  return [...(initdb ? [dirname(realpathSync(initdb))] : []), ...versions().map((name) => join(debian, name, "bin"))];
}

function carried() {
  const inCache = npmPackage("postgres", sharedCacheFolder());
  return inCache ? [join(inCache.content, "native/bin")] : [];
}
