/**
 * Version of a module that a `go.mod` requires.
 *
 * @param goMod text of the file
 * @throws Error when the module is not in it
 */
export function requiredVersion(goMod: string, module: string): string {
  for (const line of goMod.split("\n")) {
    const [name, version] = line
      .replace(/^require\s/, "")
      .trim()
      .split(/\s+/);
    if (name === module && version) return version;
  }
  throw new Error(`go.mod requires no version of ${module}`);
}
