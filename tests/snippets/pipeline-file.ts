import { z } from "astro/zod";
import { parseDocument } from "yaml";
import type { ConnectorSpecs, Parameter } from "./connector-specs.ts";

const settings = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional();
const connector = z.strictObject({
  id: z.string(),
  type: z.enum(["source", "destination"]),
  plugin: z.string(),
  name: z.string().optional(),
  settings,
  processors: z.array(z.unknown()).optional(),
});
const pipelineFile = z.strictObject({
  version: z.literal("2.2", { error: 'must be "2.2", in quotes' }),
  pipelines: z
    .array(
      z.strictObject({
        id: z.string(),
        status: z.enum(["running", "stopped"]),
        name: z.string().optional(),
        description: z.string().optional(),
        connectors: z.array(connector).min(2),
        processors: z.array(z.looseObject({ id: z.string(), plugin: z.string(), settings })).optional(),
        "dead-letter-queue": z
          .strictObject({
            plugin: z.string(),
            settings,
            "window-size": z.number().optional(),
            "window-nack-threshold": z.number().optional(),
          })
          .optional(),
      }),
    )
    .min(1),
});

type Settings = z.infer<typeof settings>;

/**
 * Checks a pipeline file the way a reader would find out by running it: format
 * version, sides, plugin names, unknown and missing settings.
 *
 * @returns one message for each mistake; empty when the file is right
 */
export function checkPipelineFile(text: string, specs: ConnectorSpecs): string[] {
  const document = parseDocument(text);
  if (document.errors.length > 0) return document.errors.map((error) => `not YAML: ${error.message}`);
  const parsed = pipelineFile.safeParse(document.toJS());
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  return parsed.data.pipelines.flatMap((pipeline) => {
    const queue = pipeline["dead-letter-queue"];
    const sides = pipeline.connectors.map(({ type }) => type);
    return [
      ...(sides.includes("source") && sides.includes("destination")
        ? []
        : [`${pipeline.id}: needs a source and a destination`]),
      ...pipeline.connectors.flatMap(({ id, type, plugin, settings }) =>
        checkSettings(`${pipeline.id}.${id}`, plugin, type, settings, specs),
      ),
      ...(queue
        ? checkSettings(`${pipeline.id}.dead-letter-queue`, queue.plugin, "destination", queue.settings, specs)
        : []),
    ];
  });
}

function checkSettings(
  where: string,
  plugin: string,
  type: "source" | "destination",
  given: Settings,
  specs: ConnectorSpecs,
): string[] {
  const spec = specs.get(plugin);
  if (!spec) return [`${where}: no plugin ${plugin}; known are: ${[...specs.keys()].join(", ")}`];
  const parameters = spec[type];
  if (!parameters) return [`${where}: ${plugin} has no ${type}`];
  const names = Object.keys(given ?? {});
  const unknown = names.filter((name) => !parameters.some((parameter) => matches(parameter, name)));
  const missing = parameters.filter(
    (parameter) => isRequired(parameter) && !names.some((name) => matches(parameter, name)),
  );
  const outside = parameters.flatMap((parameter) =>
    names
      .filter((name) => matches(parameter, name))
      .flatMap((name) => outsideOfList(parameter, name, String(given?.[name]))),
  );
  return [
    ...unknown.map((name) => `${where}: ${plugin} has no setting ${name}`),
    ...missing.map(({ name }) => `${where}: ${plugin} needs the setting ${name}`),
    ...outside.map((reason) => `${where}: ${reason}`),
  ];
}

/** Parameter names may hold a `*` that stands for one part of the name or more. */
function matches({ name }: Parameter, given: string): boolean {
  const pattern = name
    .split("*")
    .map((part) => part.replaceAll(".", "\\."))
    .join("[^.]+");
  return new RegExp(`^${pattern}$`).test(given);
}

function isRequired({ name, validations, default: fallback }: Parameter): boolean {
  return !name.includes("*") && !fallback && (validations ?? []).some(({ type }) => type === "required");
}

function outsideOfList({ validations }: Parameter, name: string, value: string): string[] {
  const allowed = validations?.find(({ type }) => type === "inclusion")?.value?.split(",");
  if (!allowed || allowed.includes(value)) return [];
  // A list of values is checked one by one.
  const wrong = value.split(",").filter((part) => !allowed.includes(part.trim()));
  return wrong.length === 0 ? [] : [`${name}: ${wrong.join(", ")} is not one of ${allowed.join(", ")}`];
}
