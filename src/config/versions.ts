import samplesModule from "../../content/samples/go.mod?raw";
import conduitModule from "../../tests/pipelines/conduit/go.mod?raw";
import { requiredVersion } from "../content-model/versions.ts";

/** Versions that the pages speak about; those of the samples and tests are read from their modules. */
export const versions = {
  conduit: "v0.18",
  sdk: requiredVersion(samplesModule, "github.com/conduitio/conduit-connector-sdk"),
  testedConduit: requiredVersion(conduitModule, "github.com/conduitio/conduit"),
};
