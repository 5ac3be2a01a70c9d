// @ts-nocheck -- the suites are JavaScript, as those of other people are
// Loads the files of a suite that was written for mocha.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
for (const file of (process.env.SUITES_MOCHA ?? "").split(",")) require(file);
