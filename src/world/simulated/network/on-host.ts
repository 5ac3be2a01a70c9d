import { asText } from "../../../core/arguments/as-text.ts";
import { RuntimeError } from "../../../core/errors/runtime-error.ts";
import { ValueError } from "../../../core/errors/value-error.ts";
import { copyContext } from "../../../core/context/context.ts";
import { requireLoop } from "../../../core/context/current.ts";
import type { Spawnable } from "../../../core/spawnable.ts";
import { requireOptions } from "../../../core/arguments/require-options.ts";
import { type Task, taskOptions, type TaskSettings } from "../../../core/task.ts";
import { network } from "../../../net/network.ts";
import { createTask } from "../../../tasks/create-task.ts";
import { hostVariable } from "./hosts.ts";
import { SimulatedNetwork } from "./simulated-network.ts";

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
  const net = requireLoop().service(network);
  if (!(net instanceof SimulatedNetwork)) {
    throw new RuntimeError(
      "This loop has no simulated hosts",
      "use virtualLoop({ world: simulatedWorld({ hosts: { … } }) })",
    );
  }
  if (net.hosts.named(host) === undefined) {
    throw new ValueError(`Unknown host: ${asText(host)}`, `the hosts of this world are ${net.hosts.names}`);
  }
  requireOptions("onHost()", settings, taskOptions);
  const context = settings.context ?? copyContext();
  context.run(() => hostVariable.set(host));
  return createTask(body, { name: host, ...settings, context });
}
