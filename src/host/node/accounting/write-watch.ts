import type { Connections } from "./connections.ts";
import { RequestWatch } from "./request-watch.ts";
import { isMadeOfJavaScript, ownerOfHandle, type Resource } from "./resource.ts";
import type { Progress } from "./watch.ts";

/** A write of which Node does not yet say where it goes, as since Node 26: it says so a moment later. */
export class WriteWatch extends RequestWatch {
  readonly #connections: Connections;

  constructor(write: Resource, connections: Connections) {
    super(write);
    this.#connections = connections;
  }

  override progress(): Progress {
    const { handle } = this.request;
    return handle && isPartOfStream(handle, this.#connections) ? "ended" : super.progress();
  }
}

/** Whether a write or an end of `stream` is no operation of its own: it moves when the other end lets it. */
export function isPartOfStream(stream: Resource, connections: Connections): boolean {
  return isOfHttp2(stream) || isMadeOfJavaScript(stream) || connections.below(stream)?.isSocket === true;
}

/** HTTP/2 sends the bytes of its streams later, by the socket. */
export function isOfHttp2(stream: Resource): boolean {
  return ownerOfHandle(stream)?.session !== undefined;
}
