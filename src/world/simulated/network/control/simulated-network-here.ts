import { RuntimeError } from "../../../../core/errors/runtime-error.ts";
import { requireLoop } from "../../../../core/context/current.ts";
import { network } from "../../../../net/network.ts";
import { SimulatedNetwork } from "../simulated-network.ts";

/** The simulated network of the running loop. @throws {RuntimeError} If no loop runs, or it has none. */
export function simulatedNetworkHere(): SimulatedNetwork {
  const net = requireLoop().service(network);
  if (net instanceof SimulatedNetwork) return net;
  throw new RuntimeError(
    "This loop has no simulated hosts",
    "use virtualLoop({ world: simulatedWorld({ hosts: { … } }) })",
  );
}
