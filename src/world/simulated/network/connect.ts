import { touchWorld } from "../../../core/context/touch.ts";
import { list } from "../../../core/arguments/list.ts";
import type { Engine } from "../../../loop/engine.ts";
import type { Channel } from "../../../net/channel.ts";
import type { Endpoint } from "../../../net/network.ts";
import { SimulatedResult } from "../simulated-call.ts";
import { familyOf } from "./family-of.ts";
import { type ConnectionFaults, cutTime } from "./faults/connection-faults.ts";
import { cutFor } from "./faults/cut-for.ts";
import type { NetworkHost } from "./hosts.ts";
import type { Link } from "./link.ts";
import { StreamEnd } from "./stream-end.ts";
import { patience, type Signal, StreamLane } from "./stream-lane.ts";
import type { StreamListener } from "./stream-listener.ts";
import { systemError, type SystemError } from "./system-error.ts";

/**
 * Ask for a connection: a request on the way there, its answer on the way back. Bytes follow on the same two lanes.
 *
 * A request that finds the backlog full is dropped and sent again after 1, 2, 4, … seconds, as Linux does.
 */
export function connect(engine: Engine, route: Route): SimulatedResult<Channel> {
  const client = new StreamEnd(engine, route.clientInfo, route.local.ends);
  const server = new StreamEnd(engine, route.serverInfo, route.host.ends);
  const { faults: all } = route;
  const cut = (): void => cutFor(engine, cutTime, [route.there, route.back]);
  const there = new StreamLane(engine, route.there, `${route.from} → ${route.to}`, server, { all, cut, isBack: false });
  const back = new StreamLane(engine, route.back, `${route.to} → ${route.from}`, client, { all, cut, isBack: true });
  client.connectTo(server, there);
  server.connectTo(client, back);
  let isMade = false;
  const result = new SimulatedResult<Channel>(engine, `connect to ${route.to}`, () => {
    touchWorld(there, "write");
    if (isMade) client.destroy(true);
    else there.drop();
  });
  const fail = (error: SystemError): void => {
    if (!result.done()) result.setException(error);
  };
  const answer = (error?: SystemError): Signal => ({
    name: error === undefined ? "connection" : "refusal",
    patience: patience.connect,
    arrive: (fault) => {
      if (fault !== undefined) fail(refusal(route, "ETIMEDOUT"));
      else if (error !== undefined) fail(error);
      else if (!result.done()) result.setResult(client);
    },
  });
  let wait = 1;
  const request: Signal = {
    name: "request to connect",
    isRequest: true,
    patience: patience.connect,
    arrive(fault) {
      if (fault === "timeout" || wait > patience.connect / 2) return fail(refusal(route, "ETIMEDOUT"));
      const listener = fault === undefined ? route.listener() : undefined;
      if (listener === undefined) return back.send(answer(refusal(route, route.isPath ? "ENOENT" : "ECONNREFUSED")));
      if (listener.isFull && route.isPath) return back.send(answer(refusal(route, "EAGAIN")));
      if (listener.isFull) {
        there.send(request, wait);
        wait *= 2;
        return undefined;
      }
      isMade = true;
      listener.take(server);
      return back.send(answer());
    },
  };
  there.send(request);
  return result;
}

/** Where a connection leads, and what is known of it. */
export interface Route {
  /** How reports call the two ends: `web`, `db:5432`. */
  readonly from: string;
  readonly to: string;
  readonly endpoint: Endpoint;
  readonly isPath: boolean;
  readonly there: Link;
  readonly back: Link;
  readonly clientInfo: Readonly<Record<string, unknown>>;
  readonly serverInfo: Readonly<Record<string, unknown>>;
  /** What may go wrong on any connection. */
  readonly faults: ConnectionFaults;
  /** Who listens there now. */
  readonly listener: () => StreamListener | undefined;
  /** The host that asks. */
  readonly local: NetworkHost;
  /** The host that is asked. */
  readonly host: NetworkHost;
}

function refusal({ endpoint, host }: Route, code: "ECONNREFUSED" | "ENOENT" | "EAGAIN" | "ETIMEDOUT"): SystemError {
  if ("path" in endpoint) return systemError(code, "connect", { address: endpoint.path });
  const { address, port } = endpoint;
  const where = familyOf(address) === 0 ? {} : { address, port };
  if (code !== "ECONNREFUSED") return systemError(code, "connect", where);
  const ports = host.listening.taken.map(String);
  const others =
    ports.length === 0 ? "nothing listens on" : `${list(ports)} ${ports.length === 1 ? "is" : "are"} listened at on`;
  const hint = `nobody listens there: ${others} the host ${host.name}`;
  return systemError(code, "connect", where, undefined, hint);
}
