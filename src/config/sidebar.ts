import type { StarlightUserConfig } from "@astrojs/starlight/types";

/** The guides sort themselves by `sidebar.order` in their front matter. */
export const sidebar: StarlightUserConfig["sidebar"] = [
  { label: "Guides", items: [{ autogenerate: { directory: "guides" } }] },
];
