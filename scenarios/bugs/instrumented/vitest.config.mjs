import { fileURLToPath } from "node:url";
import { instrument } from "timeloom/instrument";
import { defineConfig } from "vitest/config";

const plain = fileURLToPath(new URL("plain-testing.ts", import.meta.url));

// oxlint-disable-next-line import/no-default-export -- vitest asks for it
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [
    instrument({ include: ["/scenarios/bugs/"], exclude: ["hunt.ts", "twins.spec.ts"] }),
    {
      name: "declares-nothing",
      enforce: "pre",
      /** @param {string} source @param {string | undefined} importer */
      resolveId: (source, importer = "") =>
        source === "timeloom/testing" && !importer.includes("/instrumented/") ? plain : undefined,
    },
  ],
  test: { include: ["twins.spec.ts"], server: { deps: { external: [/\/dist\//] } } },
});
