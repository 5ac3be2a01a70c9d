import net from "node:net";
import { RuntimeError } from "../../../core/errors/runtime-error.ts";
import type { Patch } from "../../../globals/patch.ts";
import type { Endpoint } from "../../../net/network.ts";
import { familyOf } from "../../simulated/network/family-of.ts";
import { networkHere } from "../network-here.ts";
import type { NodeInternals } from "../node-internals.ts";
import { ServerHandle } from "./server-handle.ts";

/** Servers of Node: `listen()` is Node's own, down to the place where it makes a handle. */
export function serverPatches(node: NodeInternals): readonly Patch[] {
  return [{ on: net.Server.prototype, property: "_listen2", replace: (host: Listen) => listener(node, host) }];
}

type Listen = (
  this: net.Server,
  address: string | null,
  port: number,
  addressType: number,
  backlog: number,
  fd: number | undefined,
  flags: number | undefined,
) => void;

/** A server with its inside. */
interface NodeServer extends net.Server {
  _handle: object | null;
  readonly [key: symbol]: unknown;
}

function listener(node: NodeInternals, host: Listen): Listen {
  return function listen(this: net.Server, address, port, addressType, backlog, fd, flags): void {
    const here = networkHere();
    if (here === undefined) return Reflect.apply(host, this, [address, port, addressType, backlog, fd, flags]);
    const server = this as NodeServer;
    if (server._handle !== null || (fd !== undefined && fd >= 0)) {
      throw new RuntimeError(
        "Cannot listen on a handle of the system: the network of this loop is simulated",
        "listen at a port or a path",
      );
    }
    const at = endpointOf(address, port);
    server._handle = new ServerHandle(node, here, at, flags ?? 0);
    this.once("listening", () => {
      stopSweep(server);
      orderConnections(server);
    });
    const shown = "address" in at ? [at.address, at.port, at.family] : [address, port, addressType];
    return Reflect.apply(host, this, [...shown, backlog, fd, flags] as unknown as Parameters<Listen>);
  };
}

function endpointOf(address: string | null, port: number): Endpoint {
  if (port === -1 && address !== null) return { path: address };
  if (address === null || address === "") return { address: "::", family: 6, port };
  return { address, family: familyOf(address) === 6 ? 6 : 4, port };
}

/** A server of HTTP looks every 30 s of real time for requests that take too long: real time says nothing here, and the timer would stay. */
function stopSweep(server: NodeServer): void {
  for (const symbol of Object.getOwnPropertySymbols(server)) {
    if (symbol.description === sweep) clearInterval(server[symbol] as NodeJS.Timeout);
  }
}

const sweep = "http.server.connectionsCheckingInterval";

/** A server of HTTP lists its idle connections by where they are in memory: `closeAllConnections()` closed them in another order each time. */
function orderConnections(server: NodeServer): void {
  for (const symbol of Object.getOwnPropertySymbols(server)) {
    if (symbol.description !== connections) continue;
    const list = server[symbol] as ConnectionsList;
    for (const which of ["all", "idle"] as const) {
      const unordered = list[which].bind(list);
      list[which] = () => unordered().toSorted((a, b) => a.getAsyncId() - b.getAsyncId());
    }
  }
}

const connections = "http.server.connections";

/** The parsers of the connections of a server of HTTP. A parser has a new number for each connection. */
interface ConnectionsList {
  all(): Parser[];
  idle(): Parser[];
}

interface Parser {
  getAsyncId(): number;
}
