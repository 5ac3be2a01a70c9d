// @ts-nocheck -- the suites are JavaScript, as those of other people are
import { join } from "node:path";
import { defineConfig } from "vitest/config";

const here = import.meta.dirname;
const virtual = join(here, "virtual.mjs");

/** In virtual time, the suites import `test` from timeloom: the one line that a user changes. */
const oneLine = {
  name: "one line",
  enforce: "pre",
  resolveId: (id, from = "") => (id === "vitest" && from.endsWith(".own.mjs") ? virtual : undefined),
};

// oxlint-disable-next-line import/no-default-export -- vitest asks for it
export default defineConfig({
  root: here,
  plugins: process.env.SUITES_VIRTUAL === "1" ? [oneLine] : [],
  test: {
    include: [process.env.SUITES_SPEC ?? "*.own.mjs"],
    setupFiles: [join(here, "setup.mjs")],
    testTimeout: 60_000,
    server: { deps: { external: [/\/dist\//] } },
  },
});
