import type { ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import { constants } from "node:os";
import { describe } from "../../../core/arguments/describe.ts";
import type { LoopCore } from "../../../core/contracts/loop-core.ts";
import { ValueError } from "../../../core/errors/value-error.ts";
import type { Channel } from "../../../net/channel.ts";
import type { Child, SpawnRequest } from "../../../process/processes.ts";
import { Deliveries } from "../deliveries.ts";
import { NodeChannel } from "../network/node-channel.ts";
import { OutputPipe } from "./output-pipe.ts";

/** A child of Node. */
export class NodeChild implements Child {
  readonly stdin: Channel | undefined;
  readonly stdout: Channel | undefined;
  readonly stderr: Channel | undefined;
  readonly #child: ChildProcess;
  readonly #isDetached: boolean;
  readonly #deliveries: Deliveries;
  #returncode: number | undefined = undefined;
  #exited: ((returncode: number) => void) | undefined = undefined;

  constructor(loop: LoopCore, child: ChildProcess, { program, shell, detached = false }: SpawnRequest) {
    const name = `${shell ? "the shell" : program} (${child.pid ?? "not started"})`;
    this.#child = child;
    this.#isDetached = detached;
    this.#deliveries = new Deliveries(loop, `${name} exits`);
    const { stdin, stdout, stderr } = child;
    this.stdin = stdin === null ? undefined : new NodeChannel(loop, stdin as Socket, { pipe: stdin });
    this.stdout = stdout === null ? undefined : new OutputPipe(loop, stdout, `stdout of ${name}`);
    this.stderr = stderr === null ? undefined : new OutputPipe(loop, stderr, `stderr of ${name}`);
    child.once("exit", (code, signal) => {
      this.#returncode = code ?? -(signal === null ? 0 : constants.signals[signal]);
      this.#announce();
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  onExit(exited: (returncode: number) => void): void {
    this.#exited = exited;
    this.#announce();
  }

  #announce(): void {
    const exited = this.#exited;
    const returncode = this.#returncode;
    if (exited === undefined || returncode === undefined) return;
    this.#exited = undefined;
    this.#deliveries.add(() => exited(returncode));
  }

  kill(signal: NodeJS.Signals | number): void {
    try {
      this.#child.kill(signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ERR_UNKNOWN_SIGNAL") throw error;
      throw new ValueError(`Invalid signal: ${describe(signal)}`, 'pass one of this system, such as "SIGTERM"');
    }
  }

  /** Nobody wants it any more: kill it, unless it is meant to live on. */
  abandon(): void {
    if (!this.#isDetached && this.#returncode === undefined) this.#child.kill("SIGKILL");
    for (const stream of this.#child.stdio) stream?.destroy();
    this.#child.unref();
  }
}
