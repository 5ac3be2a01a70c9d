import { workers } from "../../executors/workers.ts";
import { network } from "../../net/network.ts";
import { processes } from "../../process/processes.ts";
import { NodeNetwork } from "./network/node-network.ts";
import { NodeProcesses } from "./processes/node-processes.ts";
import { NodeWorkers } from "./workers/node-workers.ts";

/** Let loops that were given no world have that of Node. */
export function provideNodeWorld(): void {
  network.provide((loop) => new NodeNetwork(loop));
  processes.provide((loop) => new NodeProcesses(loop));
  workers.provide((loop) => new NodeWorkers(loop));
}
