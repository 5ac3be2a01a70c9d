import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "{src,tests}/**/*.test.ts",
      "properties/**/*.prop.ts",
      "scenarios/**/*.test.ts",
      "{conformance,determinism,docs,node-order,peers,real-order}/**/*.test.ts",
    ],
    // c8 sees nothing of the forks pool, and wrong lines if vite transforms what it measures.
    pool: "threads",
    server: { deps: { external: [/\/dist\//] } },
    // Nothing sleeps: this only stops a test that hangs.
    testTimeout: 30_000,
  },
});
