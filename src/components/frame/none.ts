// Takes the place of a script that this site does not need: see src/plugins/own-styles.ts.
export {};
