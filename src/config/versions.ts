import samplesModule from "../../content/samples/go.mod?raw";
import versionsYaml from "../../content/versions.yaml?raw";
import conduitModule from "../../tests/pipelines/conduit/go.mod?raw";
import { parseVersions } from "../content-model/versions.ts";

/** Versions that the pages speak about and were run with. */
export const versions = parseVersions({ versions: versionsYaml, samplesModule, conduitModule });
