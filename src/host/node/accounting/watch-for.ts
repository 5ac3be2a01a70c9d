import { AsyncResource } from "node:async_hooks";
import { AddonWatch } from "./addon-watch.ts";
import { AcceptedWatch, HandleWatch, ServerWatch, StreamWatch } from "./handle-watch.ts";
import type { OperationOwner } from "../../host.ts";
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

/**
 * The watch for the operation behind a new resource.
 *
 * @returns undefined for a resource that never calls back by itself: an open file, a parser, a TLS or HTTP/2 layer
 */
export function watchFor(type: string, asyncId: number, resource: Resource, owner: OperationOwner): Watch | undefined {
  if (resource instanceof AsyncResource) return undefined; // for its context only: Microtask, timeloom's own, a user's
  if (type === "Timeout") return new TimerWatch(resource);
  if (type === "Immediate") return new ImmediateWatch(resource);
  if (type === "ZLIB") return new ZlibWatch(resource);
  if (type === "BLOBREADER") return new BlobReaderWatch(resource);
  if (type === "FSREQCALLBACK") return new FileRequestWatch(resource);
  if (server.test(type)) return new ServerWatch(resource);
  if (stream.test(type)) return new StreamWatch(resource.handle ?? resource);
  if (resource.hasRef !== undefined) return new HandleWatch(resource);
  if (resource.getAsyncId === undefined) return nodes.test(type) ? undefined : new AddonWatch(asyncId, owner);
  if (!request.test(type)) return undefined;
  return resource.run === undefined ? new RequestWatch(resource) : new JobWatch(resource);
}

const server = /^(TCP|PIPE)SERVERWRAP$/;
const stream = /^(TCP|PIPE|TTY)WRAP$/;
const request = /REQ|CONNECTWRAP$|^(QUERY|SHUTDOWN|UDPSEND|WRITE)WRAP$|^WORKER./;
/** Types of Node's own resources, except those that its JavaScript makes. */
const nodes = /^[A-Z][A-Z\d_]*$/;

/** The watch for a connection that came in on a server: it begins in nobody's context. */
export function watchForAccepted(type: string, resource: Resource): Watch | undefined {
  return stream.test(type) ? new AcceptedWatch(resource) : undefined;
}
