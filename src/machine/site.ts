import type { Catalogue } from "../content-model/catalogue.ts";

/** What the files for machines are made of. */
export interface PublishedSite {
  readonly title: string;
  readonly description: string;
  /** Absolute address of the home page, with a slash at its end. */
  readonly address: string;
  /** Absolute path of the content folder, with a slash at its end. */
  readonly content: string;
  /** Absolute path of the samples folder, with a slash at its end. */
  readonly samples: string;
  readonly catalogue: Catalogue;
}

/** Absolute address of a page, or of a file, below the site's base. */
export function addressOf({ address }: Pick<PublishedSite, "address">, path: string): string {
  return `${address}${path}`;
}
