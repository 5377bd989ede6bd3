import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "astro/zod";
import { parse } from "yaml";
import { projectRoot, samplesDir } from "../../src/config/paths.ts";
import { goOutput } from "../tools.ts";

const parameter = z.object({
  name: z.string(),
  type: z.string(),
  default: z.coerce.string().optional(),
  validations: z.array(z.object({ type: z.string(), value: z.coerce.string().optional() })).optional(),
});
const side = z.object({ parameters: z.array(parameter).optional() }).optional();
const connectorYaml = z.object({
  specification: z.object({ name: z.string(), source: side, destination: side }),
});

/** One parameter of a connector, as its `connector.yaml` states it. */
export type Parameter = z.infer<typeof parameter>;

/** What a connector offers; a side that it does not have is absent. */
export interface ConnectorSpec {
  readonly source?: readonly Parameter[];
  readonly destination?: readonly Parameter[];
}

/** Specifications by plugin reference, such as `builtin:file` or `standalone:sqlite`. */
export type ConnectorSpecs = ReadonlyMap<string, ConnectorSpec>;

/** Folder of the module that pins the Conduit of the tests. */
const conduitModule = join(projectRoot, "tests/pipelines/conduit");

const builtIns = ["file", "generator", "kafka", "log", "postgres", "s3"];

/**
 * Reads the specifications of the connectors that pipelines may name: those
 * built into the tested Conduit, from its Go modules, and the samples.
 */
export function readConnectorSpecs(): ConnectorSpecs {
  const specs = new Map<string, ConnectorSpec>();
  for (const name of builtIns) {
    const module = `github.com/conduitio/conduit-connector-${name}`;
    goOutput(["mod", "download", module], conduitModule);
    const folder = goOutput(["list", "-m", "-f", "{{.Dir}}", module], conduitModule).trim();
    const spec = readSpec(join(folder, "connector.yaml"));
    specs.set(`builtin:${spec.name}`, spec.sides);
  }
  for (const entry of readdirSync(samplesDir, { withFileTypes: true })) {
    const file = join(samplesDir, entry.name, "connector.yaml");
    if (!entry.isDirectory() || !existsSync(file)) continue;
    const spec = readSpec(file);
    specs.set(`standalone:${spec.name}`, spec.sides);
  }
  return specs;
}

function readSpec(file: string): { name: string; sides: ConnectorSpec } {
  const { specification } = connectorYaml.parse(parse(readFileSync(file, "utf8")));
  const { name, source, destination } = specification;
  return {
    name,
    sides: {
      ...(source && { source: source.parameters ?? [] }),
      ...(destination && { destination: destination.parameters ?? [] }),
    },
  };
}
