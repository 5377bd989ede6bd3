declare module "subset-font" {
  /** Keeps only the glyphs of some characters of a font. */
  export default function subsetFont(
    font: Buffer,
    characters: string,
    options: { targetFormat: "woff2" },
  ): Promise<Uint8Array>;
}
