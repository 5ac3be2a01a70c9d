import { nativeScope } from "../../core/context/native-scope.ts";
import { RuntimeError } from "../../core/errors/runtime-error.ts";
import { type Engine, virtualEngineHere } from "../../loop/engine.ts";
import { network } from "../../net/network.ts";
import { SimulatedNetwork } from "../simulated/network/simulated-network.ts";

/**
 * The simulated network of the virtual loop that runs the caller. Undefined elsewhere: there Node's own network is used.
 *
 * @throws {RuntimeError} If the caller belongs to a run with a simulated network that is over, or to a loop that may use no network.
 */
export function networkHere(): NetworkHere | undefined {
  const engine = virtualEngineHere();
  if (engine === undefined) {
    if (isLate()) throw lateError();
    return undefined;
  }
  const simulated = engine.serviceOrNone(network);
  if (!(simulated instanceof SimulatedNetwork)) return undefined;
  engine.simulatesSockets = true;
  engine.probes.all?.unseen?.();
  return { engine, network: simulated };
}

/** A loop with its simulated network. */
export interface NetworkHere {
  readonly engine: Engine;
  readonly network: SimulatedNetwork;
}

/** The error of whoever uses the network of a run that is over. */
export function lateError(): RuntimeError {
  return new RuntimeError(
    "Cannot use the simulated network: the run that this connection belongs to is over",
    "make clients, pools and servers inside of the body, and close them there",
  );
}

/** Whether the caller belongs to a run on simulated sockets that is over. */
function isLate(): boolean {
  const loop = nativeScope()?.loop as Engine | undefined;
  return loop?.simulatesSockets === true && !loop.isRunning();
}
