import { timeloom } from "timeloom/vitest/config";
import { defineConfig } from "vitest/config";

export default defineConfig({ plugins: [timeloom()], test: { testTimeout: 120_000, hookTimeout: 120_000 } });
