import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder = "";
let copy = "";
beforeAll(async () => {
  await import("#index");
  folder = mkdtempSync(join(tmpdir(), "timeloom-"));
  copy = join(folder, "node_modules", "timeloom");
  cpSync("dist", join(copy, "dist"), { recursive: true });
  symlinkSync(resolve("node_modules/@sinonjs"), join(folder, "node_modules", "@sinonjs"));
  writeFileSync(join(copy, "package.json"), JSON.stringify({ name: "timeloom", type: "module" }));
});
afterAll(() => rmSync(folder, { recursive: true }));

const load = (path: string): Promise<unknown> => import(pathToFileURL(path).href);

describe("a second copy of timeloom in one process", () => {
  it("refuses to load, and says which two there are and how to find them", async () => {
    const loading = load(join(copy, "dist", "index.js"));

    await expect(loading).rejects.toThrow(/^Cannot load timeloom twice: version \S+ from \S+ is loaded, and now /);
    await expect(loading).rejects.toThrow(`version 0.1.0 from ${pathToFileURL(copy).href}\n  hint: `);
    await expect(loading).rejects.toThrow("npm ls timeloom");
  });

  it("refuses to load its testing entry, too", async () => {
    await expect(load(join(copy, "dist", "testing.js"))).rejects.toMatchObject({ name: "RuntimeError" });
  });
});

describe("the same copy", () => {
  it("may be loaded again, as tools do that reset or reload modules", async () => {
    await expect(import(`${pathToFileURL("dist/core/one-copy.js").href}?again`)).resolves.toBeDefined();
  });
});
