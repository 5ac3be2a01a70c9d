import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { traceHere } from "./operation-place.ts";
import type { Progress, Watch } from "./watch.ts";
import type { Resource } from "./resource.ts";

/** A request of `fetch`: counts until it has a connection, which counts from then on. */
export class FetchWatch<O> implements Watch {
  readonly owner: O;
  /** The stack of the call. */
  readonly trace: Error = traceHere();
  /** How far the answer is; undefined once it is complete. */
  answer: "none" | "begun" | undefined = "none";
  /** Whether it has a connection, or needs none any more. */
  isSent = false;

  constructor(owner: O) {
    this.owner = owner;
  }

  progress(): Progress {
    return this.isSent ? "ended" : "underway";
  }
}

/** Receives the events of `fetch` requests. */
export interface FetchListener<O> {
  /** A request is made, in the caller's context. @returns undefined if it has no owner */
  requested(): FetchWatch<O> | undefined;
  /** The request goes out on `handle`, which may be a kept connection that somebody else opened. */
  sent(request: FetchWatch<O>, handle: Resource): void;
}

interface Message {
  readonly request: object;
  readonly socket?: { readonly _handle?: Resource | null };
}

/**
 * Follow the requests of `fetch` (undici) from their call to their connection.
 *
 * For `async_hooks`, a connection that undici kept belongs to the code that opened it, perhaps in a run that is long over.
 *
 * @returns a function that stops following
 * @see {@link https://undici.nodejs.org/#/docs/api/DiagnosticsChannel | undici's diagnostics channels}
 */
export function followFetch<O>(listener: FetchListener<O>): () => void {
  const watches = new WeakMap<object, FetchWatch<O>>();
  const created = ({ request }: Message): void => {
    const watch = listener.requested();
    if (watch !== undefined) watches.set(request, watch);
  };
  const over = ({ request }: Message): void => {
    const watch = watches.get(request);
    if (watch === undefined) return;
    watch.isSent = true;
    watch.answer = undefined;
  };
  const answered = ({ request }: Message): void => {
    const watch = watches.get(request);
    if (watch !== undefined) watch.answer = "begun";
  };
  const sent = ({ request, socket }: Message): void => {
    const watch = watches.get(request);
    const handle = socket?._handle ?? undefined;
    if (watch === undefined || handle === undefined) return;
    watch.isSent = true;
    listener.sent(watch, handle._parent ?? handle);
  };
  const channels = {
    "undici:request:create": created,
    "undici:client:sendHeaders": sent,
    "undici:request:headers": answered,
    "undici:request:error": over,
    "undici:request:trailers": over,
  };
  const listeners = Object.entries(channels).map(([name, hear]) => {
    const listen = (message: unknown): void => hear(message as Message);
    subscribe(name, listen);
    return { name, listen };
  });
  return () => {
    for (const { name, listen } of listeners) unsubscribe(name, listen);
  };
}
