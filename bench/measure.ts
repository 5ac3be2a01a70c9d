import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Row, Subject } from "./workload.ts";

/** One measurement: a value in the unit of its row, or why there is none. */
export type Measurement =
  | { readonly value: number }
  | { readonly unavailable: string } // this Python or Node cannot run it
  | { readonly failed: string };

/** No measurement takes longer, unless it hangs. */
const limitMs = 180_000;

const child = fileURLToPath(new URL("row.js", import.meta.url));
const pythonFolder = fileURLToPath(new URL("../../bench/python/", import.meta.url));

/** Runs one subject in a fresh process. */
export function measure(row: Row, subject: Subject): Measurement {
  const [command, args] =
    subject.script === undefined
      ? [process.execPath, ["--expose-gc", child, row.name, subject.name]]
      : ["python3", ["-B", `${pythonFolder}${subject.script}`, String(subject.n)]];
  const { error, status, signal, stdout, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    timeout: limitMs,
    killSignal: "SIGKILL",
  });
  if (error !== undefined) return { failed: error.message };
  if (status !== 0) return { failed: stderr.trim() || `ended with ${signal ?? String(status)}` };
  const result: unknown = JSON.parse(stdout);
  if (typeof result === "object" && result !== null) {
    if ("total" in result && typeof result.total === "number") {
      return { value: row.unit.value(result.total, subject.n) };
    }
    if ("unavailable" in result && typeof result.unavailable === "string") return { unavailable: result.unavailable };
  }
  return { failed: `printed ${stdout}` };
}

/** The version of `python3` as `[3, 11, 7]`, if there is one. */
export function pythonVersion(): readonly number[] | undefined {
  const { status, stdout } = spawnSync("python3", ["-c", "import sys; print(*sys.version_info[:3])"], {
    encoding: "utf8",
  });
  return status === 0 ? stdout.trim().split(" ").map(Number) : undefined;
}
