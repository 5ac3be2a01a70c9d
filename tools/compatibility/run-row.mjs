// One row, in a process of its own: prints what became of each exchange, one line of JSON each.
import { createHook } from "node:async_hooks";
import { writeSync } from "node:fs";
import { run } from "../../dist/index.js";
import { explore, fakeGlobals, random, simulatedWorld, simulateNetwork, virtualLoop } from "../../dist/testing.js";
import { kinds } from "./exchanges.mjs";
import { rows } from "./rows.mjs";

const [name = "", executions = "10"] = process.argv.slice(2);
const row = rows.find((candidate) => candidate.name === name);
if (row === undefined) throw new Error(`no row is called ${name}`);

/** Handles and requests of the system that only real sockets have. A pipe is how the parent hears this process. */
const socketKinds = new Set([
  "TCPWRAP",
  "TCPSERVERWRAP",
  "TCPCONNECTWRAP",
  "UDPSENDWRAP",
  "GETADDRINFOREQWRAP",
  "QUERYWRAP",
  "PIPECONNECTWRAP",
]);
let sockets = 0;
createHook({
  init(_id, type) {
    if (socketKinds.has(type)) sockets += 1;
  },
}).enable();

fakeGlobals(); // before the libraries load, since some keep the timers that they find
simulateNetwork();
const { exchanges, setUp } = await import(new URL(row.file, import.meta.url).href);
await setUp?.();

const world = simulatedWorld({
  hosts: { client: {}, server: { address: "10.0.0.2" } },
  link: { latency: [0.001, 0.05] },
  lookupLatency: [0.001],
});
for (const kind of kinds) {
  const before = sockets;
  let message;
  let seen = 0;
  await run(exchanges[kind], { loopFactory: virtualLoop({ world }) }).catch(() => undefined); // fills caches
  try {
    const certificate = await explore(exchanges[kind], {
      world,
      executions: Number(executions),
      level: "jitter",
      strategy: random(),
      onProgress: () => undefined,
    });
    seen = certificate.executions;
  } catch (error) {
    message = error instanceof Error ? error.message : String(error);
  }
  if (message === undefined && sockets > before) message = `${sockets - before} real sockets were opened`;
  writeSync(1, `${JSON.stringify({ kind, executions: seen, sockets: sockets - before, message })}\n`);
}
process.exit(0);
