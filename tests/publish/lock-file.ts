import { readFileSync } from "node:fs";
import { projectRoot } from "../../src/config/paths.ts";

/** What a project says about its dependencies in package.json. */
export interface PackageFile {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}

/** What a lock file says about one installed package. */
export interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

/** A lock file: packages by their folder, the project itself under "". */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage & PackageFile>>;
}

export const readPackageFile = () => read("package.json") as PackageFile;
export const readLockFile = () => read("package-lock.json") as LockFile;

/** Name of the package in a folder such as "node_modules/a/node_modules/@b/c". */
export function packageName(folder: string): string {
  return folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(`${projectRoot}${file}`, "utf8"));
}
