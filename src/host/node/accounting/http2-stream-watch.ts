import { answerMs } from "./connection.ts";
import type { Connections } from "./connections.ts";
import { ownerOfHandle, type Resource } from "./resource.ts";
import type { Progress, Watch } from "./watch.ts";

/**
 * A stream of HTTP/2: a request to a stranger counts until it is over, or its connection has been silent for long. Everything else
 * that streams do moves bytes of their connection.
 */
export class Http2StreamWatch implements Watch {
  readonly #stream: WeakRef<Resource>;
  readonly #connections: Connections;

  constructor(stream: Resource, connections: Connections) {
    this.#stream = new WeakRef(stream);
    this.#connections = connections;
  }

  progress(): Progress {
    const stream = this.#stream.deref();
    if (stream === undefined || stream.getAsyncId?.() === -1) return "ended";
    const session = ownerOfHandle(stream)?.session;
    if (session?.type !== client || session.destroyed === true) return "dormant";
    const handle = session.socket?._handle;
    const connection = handle ? this.#connections.below(handle) : undefined;
    return connection?.peer === undefined && connection?.isQuiet(answerMs) === false ? "underway" : "dormant";
  }

  describe(): string {
    return "a request of HTTP/2 is not over";
  }
}

/** The `type` of a session that has connected to a server. */
const client = 1;
