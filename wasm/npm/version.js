// The version of the package; a test compares it with package.json.
export const version = "0.1.0";

// Names the sources that glue and module were built from; written by cmd/pack into both.
export const build = "development";
