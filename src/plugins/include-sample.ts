import { defineMdastPlugin } from "satteri";
import { parseFenceInfo } from "../content-model/fence.ts";
import { includeSample } from "../content-model/sample.ts";
import { problemAt } from "./location.ts";

/**
 * Fills empty fences with the sample that they name, and takes the site's own
 * words out of the info string:
 * `go file="sqlite/source.go" region="read"` → `go title="sqlite/source.go"`.
 *
 * @param samples absolute path of the samples folder
 */
export const includeSamplePlugin = (samples: string) =>
  defineMdastPlugin({
    name: "include-sample",
    options: { position: true },
    code(node, context) {
      try {
        const info = parseFenceInfo(node.meta);
        const included = info.file === undefined ? undefined : includeSample(info, samples);
        const caption = included?.title ?? info.title;
        if (included) context.setProperty(node, "value", included.text);
        context.setProperty(node, "meta", [caption ? `title="${caption}"` : "", info.rest].join(" ").trim());
      } catch (error) {
        throw problemAt(context, node, error);
      }
    },
  });
