import { copyContext } from "../../../core/context/context.ts";
import type { Spawnable } from "../../../core/spawnable.ts";
import { requireOptions } from "../../../core/arguments/require-options.ts";
import { type Task, taskOptions, type TaskSettings } from "../../../core/task.ts";
import { createTask } from "../../../tasks/create-task.ts";
import { hostNamed } from "./control/host-named.ts";
import { hostVariable, lifeOf } from "./hosts.ts";

/**
 * Run `body` as a task on a host of the simulated world: its connections come from there, and it listens there. What it starts
 * runs there, too.
 *
 * @param settings - As of `createTask()`. The name is the host's by default.
 * @throws {RuntimeError} If no loop runs, or the loop has no simulated world.
 * @throws {ValueError} If there is no such host.
 * @throws {TypeError} If `body` is neither a coroutine nor a function.
 *
 * @example
 * ```ts
 * const world = simulatedWorld({ hosts: { web: {}, db: { address: "10.0.0.2" } } });
 * await run(async () => {
 *   assert.equal(await onHost("db", async () => "stored"), "stored");
 * }, { loopFactory: virtualLoop({ world }) });
 * ```
 */
export function onHost<T>(host: string, body: Spawnable<T>, settings: TaskSettings = {}): Task<T> {
  const life = lifeOf(hostNamed(host));
  requireOptions("onHost()", settings, taskOptions);
  const context = settings.context ?? copyContext();
  context.run(() => hostVariable.set(life));
  return createTask(body, { name: host, ...settings, context });
}
