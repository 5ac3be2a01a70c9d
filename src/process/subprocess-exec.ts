import { protocolOf, requireFactory } from "../net/require-factory.ts";
import { requireLoop } from "../core/context/current.ts";
import type { Wait } from "../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import type { SubprocessProtocol } from "../net/protocol.ts";
import { ChildTransport } from "./child-transport.ts";
import { processes, type SpawnRequest } from "./processes.ts";
import { PIPE } from "./stdio.ts";
import { spawnRequest, type SubprocessSettings } from "./subprocess-settings.ts";

/**
 * Start `program`, and let a protocol take what it does. All three standard streams are pipes by default.
 *
 * If the call is cancelled, no child is left.
 *
 * @returns the transport, and the protocol that `protocolFactory` has made
 * @throws {Error} If the program cannot be started: Node's error, such as `ENOENT` if there is no such program.
 * @throws {TypeError} If an argument has the wrong type.
 * @throws {ValueError} If an option is unknown or has a wrong value.
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.subprocess_exec | loop.subprocess_exec}
 */
export function subprocessExec<P extends SubprocessProtocol>(
  protocolFactory: () => P,
  program: string,
  args: readonly string[] = [],
  settings: SubprocessSettings = {},
): Coroutine<[transport: ChildTransport, protocol: P]> {
  requireFactory(protocolFactory, "SubprocessProtocol");
  return startChild(
    protocolFactory,
    spawnRequest("subprocessExec()", { program, args, shell: false }, settings, PIPE),
  ) as Coroutine<[ChildTransport, P]>;
}

/** Start the child of `request` with a protocol of its own. */
export const startChild: (
  protocolFactory: () => SubprocessProtocol,
  request: SpawnRequest,
) => Coroutine<[ChildTransport, SubprocessProtocol]> = coroutine(function* (
  protocolFactory: () => SubprocessProtocol,
  request: SpawnRequest,
): Generator<Wait, [ChildTransport, SubprocessProtocol], void> {
  const loop = requireLoop();
  const protocol = protocolOf(protocolFactory, "SubprocessProtocol");
  const child = yield* loop.service(processes).spawn(request);
  const transport = new ChildTransport(loop, child, protocol);
  try {
    yield* transport.start();
  } catch (error) {
    transport.close();
    throw error;
  }
  return [transport, protocol];
});
