declare module "subset-font" {
  /** Keeps only the glyphs of some characters of a font. */
  export default function subsetFont(
    font: Buffer,
    characters: string,
    options: {
      targetFormat: "woff2";
      /** OpenType features that stay; all of them when left out. */
      keepFeatures?: readonly string[];
      /** Leaves out glyphs that only features lead to, such as alternates. */
      noLayoutClosure?: boolean;
      noHinting?: boolean;
    },
  ): Promise<Uint8Array>;
}
