import type { AstroPrerenderer } from "astro";
import { withPolicy } from "./policy.ts";

/** Gives each page its policy as soon as it is rendered: what changes a page after that makes its policy wrong. */
export function withPolicies(standard: AstroPrerenderer): AstroPrerenderer {
  return {
    ...standard,
    async render(request, options) {
      const rendered = await standard.render(request, options);
      const result = rendered instanceof Response ? { response: rendered } : rendered;
      const { response } = result;
      if (!response.headers.get("Content-Type")?.startsWith("text/html")) return result;
      const html = withPolicy(await response.text(), new URL(request.url).pathname);
      return { ...result, response: new Response(html, response) };
    },
  };
}
