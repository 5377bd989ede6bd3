import type { Catalogue } from "../content-model/catalogue.ts";

/** What the files for machines are made of. */
export interface PublishedSite {
  readonly title: string;
  readonly description: string;
  /** Absolute address of the home page, with a slash at its end. */
  readonly address: string;
  /**
   * What addresses begin with in texts for machines: `address` of a site that is published somewhere, else the path
   * that it is served under, which holds on any host.
   */
  readonly start: string;
  /** Absolute path of the content folder, with a slash at its end. */
  readonly content: string;
  /** Absolute path of the samples folder, with a slash at its end. */
  readonly samples: string;
  readonly catalogue: Catalogue;
}

/** Address of a page, or of a file, in texts for machines. */
export function pathTo({ start }: Pick<PublishedSite, "start">, path: string): string {
  return `${start}${path}`;
}

/** Absolute address of a page, or of a file, below the site's base. */
export function addressOf({ address }: Pick<PublishedSite, "address">, path: string): string {
  return `${address}${path}`;
}
