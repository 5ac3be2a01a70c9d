import { type FaultSettings, simulatedWorld, simulateNetwork, type World } from "timeloom/testing";

/** Puts other people's sockets on the network of the loop, once for all files that import this one. */
export const simulation: ReturnType<typeof simulateNetwork> = simulateNetwork();

/** A client and a server, 10 ms apart. */
export function clientAndServer(client: string, server: string, faults?: FaultSettings): World {
  return simulatedWorld({
    hosts: { [client]: {}, [server]: {} },
    link: { latency: [0.01] },
    lookupLatency: [0.001],
    ...faults,
  });
}
