import { describe } from "../../core/arguments/describe.ts";
import { Context, currentValues } from "../../core/context/context.ts";
import { iscoroutine, iscoroutinefunction } from "../../core/coroutine.ts";
import { Handle } from "../../core/driving/handle.ts";
import { RuntimeError } from "../../core/errors/runtime-error.ts";
import { typeError } from "../../core/errors/type-error.ts";
import { ValueError } from "../../core/errors/value-error.ts";
import { thisHost } from "../../host/this-host.ts";
import type { Engine } from "../engine.ts";

/** The signals that a loop handles. As long as there is one, the process stays alive: the program may wait for it. */
export class Signals {
  readonly #loop: Engine;
  /** By name: what gives each up. */
  readonly #handled = new Map<string, () => void>();

  constructor(loop: Engine) {
    this.#loop = loop;
  }

  /**
   * Call `callback`, in a turn of its own, whenever the process gets `signal`; no more what was to be called before.
   *
   * @throws {TypeError} If `callback` is a coroutine or makes one.
   * @throws {ValueError} If there is no such signal.
   * @throws {RuntimeError} If it cannot be caught, or this is a worker.
   */
  add(signal: string | number, callback: () => unknown): void {
    if (iscoroutine(callback) || iscoroutinefunction(callback)) {
      throw typeError(
        "coroutines cannot be used with add_signal_handler()",
        "make a task in the callback: () => void createTask(job)",
      );
    }
    const name = nameOf(signal);
    const context = new Context(currentValues());
    const arrived = (): void => this.#loop.enqueue(new Handle(this.#loop, callback, context));
    const giveUp = listen(name, arrived);
    const letGo = thisHost.keepAlive();
    this.remove(name);
    this.#handled.set(name, () => {
      giveUp();
      letGo();
    });
  }

  /** @returns whether there was something to give up */
  remove(signal: string | number): boolean {
    const name = nameOf(signal);
    this.#handled.get(name)?.();
    return this.#handled.delete(name);
  }

  clear(): void {
    for (const giveUp of this.#handled.values()) giveUp();
    this.#handled.clear();
  }
}

function listen(signal: string, callback: () => void): () => void {
  if (!thisHost.hearsSignals) {
    throw new RuntimeError(
      "set_wakeup_fd only works in main thread of the main interpreter",
      "signals come to the main thread: handle them there",
    );
  }
  try {
    return thisHost.onSignal(signal, callback);
  } catch {
    throw new RuntimeError(`sig ${signal} cannot be caught`, "nobody can catch SIGKILL and SIGSTOP: use SIGTERM");
  }
}

function nameOf(signal: string | number): string {
  if (typeof signal !== "string" && typeof signal !== "number") {
    throw typeError(`sig must be an int, not ${describe(signal)}`, 'pass the name of a signal, such as "SIGTERM"');
  }
  const { signals } = thisHost;
  const found = Object.keys(signals).find((name) => name === signal || signals[name] === signal);
  if (found !== undefined) return found;
  throw new ValueError(`invalid signal number ${signal}`, 'pass the name of a signal, such as "SIGTERM"');
}
