import { type LockFile, type PackageFile, packageName } from "./lock-file.ts";

/**
 * Checks that an installation gives what was tested, and runs no script but
 * those that somebody allowed.
 *
 * @returns messages that say what to do
 */
export function checkDependencies(project: PackageFile, lock: LockFile): string[] {
  const problems: string[] = [];
  const wanted = { ...project.dependencies, ...project.devDependencies };
  const root = lock.packages[""];
  const inLock = { ...root?.dependencies, ...root?.devDependencies };
  for (const [name, version] of Object.entries(wanted)) {
    if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)) {
      problems.push(`package.json: ${name} is "${version}": name one version exactly`);
    }
    const locked = lock.packages[`node_modules/${name}`]?.version;
    if (inLock[name] !== version || locked !== version) {
      problems.push(`package-lock.json: ${name} is ${locked}, package.json wants ${version}: run npm install`);
    }
  }
  for (const name of Object.keys(inLock)) {
    if (!(name in wanted)) problems.push(`package-lock.json: ${name} is gone from package.json: run npm install`);
  }
  const installed = Object.entries(lock.packages).filter(([folder]) => folder !== "");
  for (const [folder, { integrity }] of installed) {
    if (!integrity) problems.push(`package-lock.json: ${folder} has no integrity: run npm install`);
  }
  const scripts = new Set(installed.filter(([, each]) => each.hasInstallScript).map(([folder]) => packageName(folder)));
  const allowed = project.allowScripts ?? {};
  for (const name of scripts) {
    if (!(name in allowed))
      problems.push(`package.json: ${name} has an install script: allow or refuse it in allowScripts`);
  }
  for (const name of Object.keys(allowed)) {
    if (!scripts.has(name)) problems.push(`package.json: ${name} in allowScripts has no install script: remove it`);
  }
  return problems;
}
