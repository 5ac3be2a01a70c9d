import { readdirSync } from "node:fs";
import { expect, it } from "vitest";

const modules = readdirSync("src", { encoding: "utf8", recursive: true })
  .filter((file) => /^(?!timeline).*(?<!\.test)\.ts$/.test(file)) // the page's program needs a browser
  .map((file) => `#${file.replaceAll("\\", "/").replace(/\.ts$/, "")}`);

// This is also what makes coverage count a module that no other test reaches.
it.each(modules)("%s loads", async (module) => {
  await expect(import(module)).resolves.toBeDefined();
});
