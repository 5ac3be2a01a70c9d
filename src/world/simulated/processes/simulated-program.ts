import type { Body } from "../../../core/contracts/loop-core.ts";
import type { StreamReader } from "../../../streams/reading/stream-reader.ts";
import type { StreamWriter } from "../../../streams/stream-writer.ts";

/**
 * A program of a simulated world: an async function or a generator function, which gets its process and returns the exit code, 0 by
 * default. It runs as a task of the loop that starts it.
 *
 * A program that throws exits with 1, and its errors show what was thrown. A signal cancels the task, unless the program has a
 * handler for it; SIGKILL takes effect at once, whatever the program does.
 */
export type SimulatedProgram = Body<[process: SimulatedProcess], number | void>;

/** A process, as its simulated program sees it. */
export interface SimulatedProcess {
  readonly pid: number;
  /** The name of the program. */
  readonly program: string;
  /** Its arguments, without the name. */
  readonly args: readonly string[];
  /** The environment variables, as the parent gave them. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: StreamReader;
  /** What is written is sent before the process exits. */
  readonly stdout: StreamWriter;
  readonly stderr: StreamWriter;
  /** Call `handler` when `signal` comes, instead of what the signal does by default. @throws {ValueError} If no process can handle `signal`. */
  readonly onSignal: (signal: NodeJS.Signals, handler: () => void) => void;
}
