import { contextOf } from "../../../../core/context/context.ts";
import { tellOpaque, touchWorld } from "../../../../core/context/touch.ts";
import { RuntimeError } from "../../../../core/errors/runtime-error.ts";
import type { Spawnable } from "../../../../core/spawnable.ts";
import type { Task, TaskSettings } from "../../../../core/task.ts";
import { hostVariable, lifeOf, type NetworkHost } from "../hosts.ts";
import { onHost } from "../on-host.ts";
import { simulatedNetworkHere } from "./simulated-network-here.ts";

/** A host of the simulated world, which programs run on, and which may crash. */
export class SimulatedHost {
  readonly #host: NetworkHost;

  constructor(host: NetworkHost) {
    this.#host = host;
  }

  get name(): string {
    return this.#host.name;
  }

  /** Whether it has not crashed, or was restarted since. */
  get isUp(): boolean {
    return this.#host.isUp;
  }

  /**
   * Run `program` as a task on this host, as `onHost()` does. `restart()` runs it again.
   *
   * @param settings - As of `createTask()`. The name is the host's by default.
   * @throws {RuntimeError} If the host has crashed.
   * @throws {TypeError} If `program` is neither a coroutine nor a function.
   */
  run<T>(program: Spawnable<T>, settings?: TaskSettings): Task<T> {
    if (!this.#host.isUp) throw new RuntimeError(`The host ${this.name} has crashed`, "restart() it first");
    const task = onHost(this.name, program, settings);
    touchWorld(this.#host, "write");
    this.#host.program = program;
    return task;
  }

  /**
   * Everything on the host ends at once: nobody listens there any more, its connections are reset, so that the other ends get
   * `ECONNRESET` when the reset arrives, and its tasks are cancelled. Their `finally` blocks run, but reach nothing: what an ended life of a
   * host connects, or listens to, fails with `ENETDOWN`. So it is with callbacks and native code that it has left behind. Whoever connects
   * to it meanwhile is refused. The body of the run is no task of a host. Does nothing if the host has crashed already.
   */
  crash(): void {
    tellOpaque(); // it reaches all that is on the host, and whoever is
    const host = this.#host;
    if (!host.isUp) return;
    const { engine } = simulatedNetworkHere();
    host.crash();
    engine.probes.all?.happened?.(`${this.name} crashes`, this.name);
    const life = lifeOf(host);
    for (const task of engine.tasks) {
      if (contextOf(task).get(hostVariable) !== life) continue;
      (task as Task<unknown>).cancel(`the host ${this.name} has crashed`);
    }
  }

  /**
   * Begin again with empty memory, after a crash if there was none yet: the program that `run()` was given last runs once more.
   *
   * @returns its task; undefined if there is none
   */
  restart(): Task<unknown> | undefined {
    this.crash();
    this.#host.restart();
    simulatedNetworkHere().engine.probes.all?.happened?.(`${this.name} begins again`, this.name);
    const { program } = this.#host;
    return program === undefined ? undefined : onHost(this.name, program);
  }
}
