// The server of one library in a process of its own, until its input ends. A delay takes a thousandth of the time.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { libraries } from "./libraries/index.ts";

const library = libraries.find(({ name }) => name === process.argv[2]);
if (library === undefined) throw new RangeError(`There is no library ${process.argv[2]}`);
await library.prepare?.();
const server = await library.createServer((seconds) => delay(seconds));
await once(server.listen(0, "127.0.0.1"), "listening");
console.log((server.address() as AddressInfo).port);
process.stdin.resume().on("end", () => process.exit());
