/** A package or module, and the licence that it says. */
export interface Licensed {
  readonly name: string;
  /** SPDX expression, or undefined when it says none. */
  readonly licence: string | undefined;
}

/**
 * Licences that this project may use and ship: they ask for a notice, which
 * third-party.txt gives, and for nothing of the project's own text.
 */
const allowed = new Set([
  ...[
    "MIT",
    "MIT-0",
    "ISC",
    "0BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "Apache-2.0",
    "BlueOak-1.0.0",
    "Python-2.0",
    "Zlib",
  ],
  ...["CC0-1.0", "Unlicense", "OFL-1.1"],
  // Asks for the source of its own files only, which nobody changes here.
  "MPL-2.0",
]);

/**
 * Checks that everything has a licence that is allowed, or an exception.
 *
 * @param exceptions reasons by name; one that nothing needs is a mistake
 * @returns messages
 */
export function checkLicences(packages: readonly Licensed[], exceptions: Readonly<Record<string, string>>): string[] {
  const refused = packages.filter(({ licence }) => !isAllowed(licence));
  const problems = refused
    .filter(({ name }) => !(name in exceptions))
    .map(({ name, licence }) => `${name}: ${licence ?? "no licence"} is not allowed: replace it, or give a reason`);
  for (const name of Object.keys(exceptions)) {
    if (!refused.some((each) => each.name === name)) problems.push(`${name}: needs no exception any more: remove it`);
  }
  return [...new Set(problems)];
}

/** Of an expression, everything joined by AND has to be allowed, and one of what is joined by OR. */
function isAllowed(expression: string | undefined): boolean {
  const parts = (text: string, by: string) => text.replaceAll(/^\(|\)$/g, "").split(by);
  return parts(expression ?? "", " AND ").every((part) => parts(part, " OR ").some((licence) => allowed.has(licence)));
}

/** Sentences by which the text of a licence is known; the first that matches counts. */
const marks: readonly (readonly [string, RegExp])[] = [
  ["Apache-2.0", /Apache License\s+Version 2\.0/],
  ["MPL-2.0", /Mozilla Public License,? Version 2\.0/i],
  ["BSD-3-Clause", /Redistributions of source code must[\s\S]*endorse or promote products/],
  ["BSD-2-Clause", /Redistributions of source code must[\s\S]*Redistributions in binary form must/],
  ["MIT", /Permission is hereby granted, free of charge, to any person obtaining\s+a copy/],
  ["ISC", /Permission to use, copy, modify, and(?:\/or)? distribute this software/],
  ["Unlicense", /This is free and unencumbered software released into the public domain/],
  ["CC0-1.0", /CC0 1\.0 Universal/],
];

/** Licence that a text is, or undefined when it is none that is known. */
export function licenceOf(text: string): string | undefined {
  // GPL's additional terms are longer texts around the same words.
  if (/GNU (?:LESSER |AFFERO )?GENERAL PUBLIC LICENSE/i.test(text.slice(0, 2000))) return undefined;
  return marks.find(([, pattern]) => pattern.test(text))?.[0];
}
