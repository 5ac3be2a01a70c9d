import { run, createTask, createFuture, sleep, gather } from "./dist/index.js";
import { explore, random, simulatedWorld, onHost, virtualLoop } from "./dist/testing.js";
import { network } from "./dist/net/network.js";
import { requireLoop } from "./dist/core/context/current.js";
const here = () => requireLoop().service(network);
const silent = { received() {}, ended() {}, sent() {}, closed() {} };
const world = simulatedWorld({});
async function main() {
  await here().listen(
    { address: "127.0.0.1", family: 4, port: 5432 },
    { backlog: 5, accepted: (ch) => ch.open({ ...silent, received: (d) => ch.write(d) }) },
  );
  await gather(
    ...[1, 2, 3].map((n) =>
      createTask(async () => {
        const ch = await here().connect({ address: "127.0.0.1", family: 4, port: 5432 });
        const f = createFuture();
        ch.open({ ...silent, received: () => f.setResult() });
        ch.write(Buffer.from("x"));
        await f;
      }),
    ),
  );
}
const t = performance.now();
const c = await explore(main, { world, strategy: random(), executions: 5000 });
console.log(c.choices, (5000 / (performance.now() - t)) * 1000, "executions/s");
