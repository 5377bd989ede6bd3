// What a page may weigh when it is opened for the first time, in kB of 1,000
// bytes over Brotli: HTML, styles, scripts, fonts and pictures together.

export const budgets = {
  pages: {
    home: 32,
    guideline: 30,
    diagrams: 45,
    guide: 35,
    /** Whole files of the samples. */
    code: 45,
    /** Lists of every guideline: index, checklist, symptoms. */
    list: 45,
    other: 35,
  },
  /** JavaScript of any page before the reader does something, inline scripts included. */
  scripts: 8,
  /** Everything from the moment a reader reaches for search until the first result is there. */
  search: 150,
  /** The same for a query of more than four words. */
  longSearch: 200,
} as const;

export type PageKind = keyof typeof budgets.pages;
