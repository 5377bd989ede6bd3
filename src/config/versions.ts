import samplesModule from "../../content/samples/go.mod?raw";
import conduitModule from "../../tests/pipelines/conduit/go.mod?raw";

/** Versions that the pages speak about; those of the samples and tests are read from their modules. */
export const versions = {
  conduit: "v0.18",
  sdk: requiredVersion(samplesModule, "github.com/conduitio/conduit-connector-sdk"),
  testedConduit: requiredVersion(conduitModule, "github.com/conduitio/conduit"),
};

/**
 * Version of a module that a `go.mod` requires.
 *
 * @throws Error when the module is not in it
 */
function requiredVersion(goMod: string, module: string): string {
  for (const line of goMod.split("\n")) {
    const [name, version] = line
      .replace(/^require\s/, "")
      .trim()
      .split(/\s+/);
    if (name === module && version) return version;
  }
  throw new Error(`go.mod requires no version of ${module}`);
}
