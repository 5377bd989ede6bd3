import { join } from "node:path";
import { byNpm, getFromDebian, getFromPip, npmPackage, pipFolder } from "./get.mjs";
import { cacheFolder, isProgram, onPath } from "./machine.mjs";

/** @type {import("./tools.mjs").Tool} */
export const cCompiler = {
  name: "a C compiler, for Go's race detector",
  programs: [],
  find() {
    const named = process.env["CC"];
    if (named) return { is: `${named}, named by CC`, env: {} };
    const installed = ["gcc", "clang"].find(onPath);
    // Go looks for gcc, and on macOS for clang.
    if (installed === "clang" && process.platform !== "darwin") return { is: installed, env: { CC: installed } };
    if (installed) return { is: installed, env: {} };
    const zig = [npmPackage("c-compiler")?.content ?? "", join(pipFolder("c-compiler"), "ziglang")]
      .map((folder) => join(folder, "zig"))
      .find(isProgram);
    if (!zig) return undefined;
    const caches = {
      ZIG_GLOBAL_CACHE_DIR: join(cacheFolder(), "zig"),
      ZIG_LOCAL_CACHE_DIR: join(cacheFolder(), "zig"),
    };
    return { is: `zig cc at ${zig}`, env: { CC: `"${zig}" cc`, CGO_ENABLED: "1", GO_EXTLINK_ENABLED: "1", ...caches } };
  },
  ways: [
    byNpm("c-compiler"),
    { how: "pip (ziglang)", get: () => getFromPip("c-compiler") },
    { how: "apt-get (gcc)", get: () => getFromDebian("gcc", "libc6-dev") },
  ],
  otherwise: "install gcc or clang, or name a C compiler in CC",
};
