import { AsyncResource } from "node:async_hooks";
import { AddonWatch } from "./addon-watch.ts";
import type { Connections } from "./connections.ts";
import { HandleWatch, PortWatch, ServerWatch, TerminalWatch, WorkerWatch } from "./handle-watch.ts";
import type { OperationOwner } from "../../host.ts";
import { Http2StreamWatch } from "./http2-stream-watch.ts";
import type { Watch } from "./watch.ts";
import {
  BlobReaderWatch,
  FileRequestWatch,
  ImmediateWatch,
  JobWatch,
  RequestWatch,
  TimerWatch,
  ZlibWatch,
} from "./request-watch.ts";
import type { Resource } from "./resource.ts";
import { WriteWatch } from "./write-watch.ts";

/**
 * The watch for the operation behind a new resource.
 *
 * @returns undefined for a resource that never calls back by itself: an open file, a parser, a TLS layer
 */
export function watchFor(
  { type, asyncId, resource }: Begun,
  owner: OperationOwner,
  connections: Connections,
): Watch | undefined {
  if (resource instanceof AsyncResource) return undefined; // for its context only: Microtask, timeloom's own, a user's
  if (type === "Timeout") return new TimerWatch(resource);
  if (type === "Immediate") return new ImmediateWatch(resource);
  if (type === "ZLIB") return new ZlibWatch(resource);
  if (type === "BLOBREADER") return new BlobReaderWatch(resource);
  if (type === "FSREQCALLBACK") return new FileRequestWatch(resource);
  if (server.test(type)) return new ServerWatch(resource);
  if (isConnection(type)) return connections.opened(resource.handle ?? resource);
  if (type === "WORKER") return new WorkerWatch(resource);
  if (type === "MESSAGEPORT") return new PortWatch(resource);
  if (type === "TTYWRAP") return new TerminalWatch(resource);
  if (type === "HTTP2STREAM") return new Http2StreamWatch(resource, connections);
  if (type === "WRITEWRAP" && resource.handle === null) return new WriteWatch(resource, connections);
  if (resource.hasRef !== undefined) return new HandleWatch(resource);
  if (resource.getAsyncId === undefined) return nodes.test(type) ? undefined : new AddonWatch(asyncId, owner);
  if (!request.test(type)) return undefined;
  return resource.run === undefined ? new RequestWatch(resource) : new JobWatch(resource);
}

const server = /^(TCP|PIPE)SERVERWRAP$/;
const request = /REQ|CONNECTWRAP$|^(QUERY|SHUTDOWN|UDPSEND|WRITE)WRAP$|^WORKER./;
/** Types of Node's own resources, except those that its JavaScript makes. */
const nodes = /^[A-Z][A-Z\d_]*$/;

/** A new resource of `async_hooks`. */
export interface Begun {
  readonly type: string;
  readonly asyncId: number;
  readonly triggerAsyncId: number;
  readonly resource: Resource;
}

/** Whether resources of this type are ends of a connection. */
export function isConnection(type: string): boolean {
  return type === "TCPWRAP" || type === "PIPEWRAP";
}
