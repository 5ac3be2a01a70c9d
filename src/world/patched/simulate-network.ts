import { syncBuiltinESMExports } from "node:module";
import { describe } from "../../core/arguments/describe.ts";
import { RuntimeError } from "../../core/errors/runtime-error.ts";
import { typeError } from "../../core/errors/type-error.ts";
import { apply, type Patch } from "../../globals/patch.ts";
import { AgentPools } from "./http/agent-pools.ts";
import { datagramPatches } from "./sockets/datagram-patches.ts";
import { datePatches } from "./http/date-patches.ts";
import { dnsPatches } from "./names/dns-patches.ts";
import { http2Patches } from "./http/http2-patches.ts";
import { loopDispatchers } from "./http/loop-dispatchers.ts";
import { NetworkSimulation } from "./network-simulation.ts";
import { nodeInternals } from "./node-internals.ts";
import { randomPatches } from "./random-patches.ts";
import { serverPatches } from "./sockets/server-patches.ts";
import { isSimulated, socketPatches } from "./sockets/socket-patches.ts";
import { timeoutPatches } from "./sockets/timeout-patches.ts";
import { wasmPatches } from "./http/wasm-patches.ts";

/**
 * Put the network code of anybody on the simulated network: inside virtual loops with a simulated world, `node:net`, `tls`, `http`, `https`,
 * `http2`, `fetch`, `dns` and `dgram`, and every library on top of them, talk to each other and to `openConnection()` and `startServer()` of this
 * loop, in virtual time. No socket of the system is opened there. Everywhere else all of it stays Node's own.
 *
 * Everything above the socket is Node's: its streams, errors, HTTP, and OpenSSL over simulated bytes. Each segment and each connection is
 * an arrival, and so a choice of the search. A socket belongs to the host of whoever connects it or listens, and its events run in that
 * async context. The pools of `http.Agent`, and of `fetch` and undici's global dispatcher, begin empty in each loop.
 *
 * Call it once per file, before the first request, beside `fakeGlobals()`, which puts the timers of libraries on loop time.
 *
 * It takes no settings: hosts, links and faults are those of the world of each loop, which is `virtualLoop({ world })` or
 * `explore(body, { world })`. What the running body does to its network, such as a partition, is `network`, another export.
 *
 * Out of reach: child processes, native engines, and work of the thread pool, such as `zlib` and `fs`. Random bytes differ from run to run, as
 * those of OpenSSL must: `crypto.randomBytes()` and keys, also with `fakeGlobals({ random: true })`, which makes `Math.random()`, `crypto.randomUUID()`
 * and `crypto.getRandomValues()` repeat. Only how many bytes are sent, and when, decides a run.
 *
 * @throws {RuntimeError} If the network is simulated already.
 * @throws {TypeError} If it is given settings.
 *
 * @example
 * ```ts
 * const simulation = simulateNetwork();
 * const world = simulatedWorld({ hosts: { web: {}, db: { address: "10.0.0.2" } } });
 * await run(async () => {
 *   const { createServer } = await import("node:http");
 *   await onHost("db", async () => void createServer((_request, response) => response.end("hello")).listen(80));
 *   assert.equal(await (await fetch("http://db/")).text(), "hello");
 * }, { loopFactory: virtualLoop({ world }) });
 * simulation.restore();
 * ```
 */
export function simulateNetwork(): NetworkSimulation;
export function simulateNetwork(...settings: readonly unknown[]): NetworkSimulation {
  if (settings.length > 0) {
    throw typeError(
      `simulateNetwork() takes no settings, got ${describe(settings[0])}`,
      "pass hosts, links and faults to simulatedWorld(), and the world to the loop: virtualLoop({ world }) or explore(body, { world })",
    );
  }
  if (isSimulated()) {
    throw new RuntimeError(
      "Cannot simulate the network: simulateNetwork() is in force already",
      "one call serves any number of loops: restore() it before you call it again",
    );
  }
  const node = nodeInternals();
  const pools = new AgentPools();
  const patches: readonly Patch[] = [
    ...wasmPatches(),
    ...socketPatches(node),
    ...serverPatches(node),
    ...timeoutPatches(node),
    ...http2Patches(node),
    ...datePatches,
    ...dnsPatches,
    ...randomPatches,
    ...datagramPatches(node),
    ...pools.patches,
  ];
  const restore = apply(patches);
  const restoreDispatchers = loopDispatchers();
  syncBuiltinESMExports();
  return new NetworkSimulation(() => {
    restoreDispatchers();
    restore();
    pools.restore();
    syncBuiltinESMExports();
  });
}
