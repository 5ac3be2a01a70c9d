import type { LoopCore } from "../core/contracts/loop-core.ts";
import { ServiceKey } from "../core/contracts/service-key.ts";
import type { Future } from "../core/future.ts";
import type { Channel } from "../net/channel.ts";

/** What a loop asks of its processes. Real on Node (`world/node`), registered programs in a simulated world (`world/simulated`). */
export interface Processes {
  /**
   * Start a program. The future has the child once it runs.
   *
   * A failure is an error as Node makes it: `ENOENT` if there is no such program, `EACCES` if it may not be run.
   */
  spawn(request: SpawnRequest): Future<Child>;
}

/** The processes of a loop. */
export const processes: ServiceKey<Processes, LoopCore> = new ServiceKey("processes");

/** Which program to start, and with what. */
export interface SpawnRequest {
  /** The program, or a whole command line for the shell. */
  readonly program: string;
  readonly args: readonly string[];
  readonly shell: boolean;
  readonly stdin: StdioKind;
  readonly stdout: StdioKind;
  /** `"stdout"` sends it where the output goes. */
  readonly stderr: StdioKind | "stdout";
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
  /** Whether the child leads a new session. */
  readonly detached?: boolean | undefined;
}

/** Where a standard stream of a child comes from or goes to; a number is a descriptor of this process. */
export type StdioKind = "pipe" | "inherit" | "ignore" | number;

/** A running child. */
export interface Child {
  readonly pid: number;
  /** The pipes that were asked for. */
  readonly stdin: Channel | undefined;
  readonly stdout: Channel | undefined;
  readonly stderr: Channel | undefined;
  /** Call `exited` in a turn of its own, once: with the exit code, or with minus the number of the signal that ended the child. */
  onExit(exited: (returncode: number) => void): void;
  /** @throws {ValueError} If there is no such signal. Nothing happens if the child has exited. */
  kill(signal: NodeJS.Signals | number): void;
}
