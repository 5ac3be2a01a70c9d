import { network } from "../../net/network.ts";
import { NodeNetwork } from "./network/node-network.ts";

/** Let loops that were given no world have that of Node. */
export function provideNodeWorld(): void {
  network.provide((loop) => new NodeNetwork(loop));
}
