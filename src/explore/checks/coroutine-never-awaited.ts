import type { Check } from "./check.ts";

/** A coroutine was made, and neither awaited nor closed. */
export const coroutineNeverAwaited: Check<"coroutine-never-awaited"> = {
  name: "coroutine-never-awaited",
  when: "always",
  atEnd({ reports: [report] }) {
    if (report?.coroutine === undefined) return undefined;
    const { message } = report;
    return { check: "coroutine-never-awaited", message, hint: "await it, or close() it", blocked: [] };
  },
};
