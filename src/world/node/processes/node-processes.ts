import type { ChildProcess } from "node:child_process";
import type { LoopCore } from "../../../core/contracts/loop-core.ts";
import type { Future } from "../../../core/future.ts";
import type { Child, Processes, SpawnRequest } from "../../../process/processes.ts";
import { Attempt } from "../attempt.ts";
import { hintedSpawnError } from "./hinted-spawn-error.ts";
import { NodeChild } from "./node-child.ts";
import { spawnPlan } from "./spawn-plan.ts";

/**
 * The processes of Node, for one loop. Children that run when the loop closes are killed, unless they lead a session of their own, so that
 * a forgotten one neither lives on nor keeps this process alive.
 */
export class NodeProcesses implements Processes {
  readonly #loop: LoopCore;
  readonly #spawn = process.getBuiltinModule("node:child_process").spawn;
  readonly #running = new Set<NodeChild>();

  constructor(loop: LoopCore) {
    this.#loop = loop;
  }

  spawn(request: SpawnRequest): Future<Child> {
    const attempt = new Attempt<Child>(this.#loop, `start ${request.shell ? "the shell" : request.program}`);
    try {
      this.#begin(request, attempt);
    } catch (error) {
      attempt.fail(hintedSpawnError(error, request));
    }
    return attempt;
  }

  #begin(request: SpawnRequest, attempt: Attempt<Child>): void {
    const { program, args, options } = spawnPlan(request);
    const started: ChildProcess = this.#spawn(program, [...args], options);
    const child = new NodeChild(this.#loop, started, request);
    this.#running.add(child);
    attempt.onGivenUp(() => child.abandon());
    started.once("spawn", () => attempt.succeed(child));
    started.on("error", (error) => {
      if (started.pid === undefined) this.#running.delete(child);
      attempt.fail(hintedSpawnError(error, request));
    });
    started.once("close", () => void this.#running.delete(child));
  }

  /** Nobody will hear of what still runs. */
  loopClosed(): void {
    for (const child of this.#running) child.abandon();
    this.#running.clear();
  }
}
