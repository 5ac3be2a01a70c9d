import { requireFactory } from "../net/require-factory.ts";
import type { Coroutine } from "../core/coroutine.ts";
import type { SubprocessProtocol } from "../net/protocol.ts";
import type { ChildTransport } from "./child-transport.ts";
import { PIPE } from "./stdio.ts";
import { startChild } from "./subprocess-exec.ts";
import { spawnRequest, type SubprocessSettings } from "./subprocess-settings.ts";

/**
 * Let the shell run `command`, and a protocol take what it does. All three standard streams are pipes by default.
 *
 * Whatever comes from outside has to be quoted first, or it may run commands of its own.
 *
 * @returns the transport, and the protocol that `protocolFactory` has made
 * @throws {TypeError} If an argument has the wrong type.
 * @throws {ValueError} If an option is unknown or has a wrong value.
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.subprocess_shell | loop.subprocess_shell}
 */
export function subprocessShell<P extends SubprocessProtocol>(
  protocolFactory: () => P,
  command: string,
  settings: SubprocessSettings = {},
): Coroutine<[transport: ChildTransport, protocol: P]> {
  requireFactory(protocolFactory, "SubprocessProtocol");
  return startChild(
    protocolFactory,
    spawnRequest("subprocessShell()", { program: command, args: [], shell: true }, settings, PIPE),
  ) as Coroutine<[ChildTransport, P]>;
}
