// Put what a page needs in the browser, d3 included, into one script beside the other modules in dist.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { rolldown } from "rolldown";

const bundle = await rolldown({ input: "src/timeline/main.ts", logLevel: "warn" });
const { output } = await bundle.generate({ format: "iife", minify: true });
const [{ code }] = output;

mkdirSync("dist/timeline", { recursive: true });
writeFileSync("dist/timeline/viewer.js", code);
copyFileSync("src/timeline/style.css", "dist/timeline/style.css");
