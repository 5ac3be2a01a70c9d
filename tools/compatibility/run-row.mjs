// One row, in a process of its own: prints what became of each exchange, one line of JSON each.
import { createHook } from "node:async_hooks";
import { once } from "node:events";
import { writeSync } from "node:fs";
import net from "node:net";
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
let resources = 0;
createHook({
  init(_id, type) {
    resources += 1;
    if (socketKinds.has(type)) sockets += 1;
  },
}).enable();

await openRealSockets();
if (sockets < 3) throw new Error(`${sockets} of 3 real sockets were seen`);
sockets = 0;

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
  const opened = Math.max(sockets - before, activeSockets());
  if (message === undefined && opened > 0) message = `${opened} real sockets were opened`;
  writeSync(1, `${JSON.stringify({ kind, executions: seen, sockets: opened, resources, message })}\n`);
}
process.exit(0);

/** A listener and the two ends of a connection: what the count must see, in each process, to be worth anything. */
async function openRealSockets() {
  const server = net.createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = net.connect(server.address().port, "127.0.0.1");
  await once(socket.resume(), "close");
  await new Promise((resolve) => server.close(resolve));
  while (activeSockets() > 0) await new Promise((resolve) => setImmediate(resolve));
}

/** Sockets that are open now, in Node's own list. */
function activeSockets() {
  return process.getActiveResourcesInfo().filter((name) => /^(TCP|UDP|GetAddrInfo|Query)/.test(name)).length;
}
