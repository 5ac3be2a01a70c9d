import type { Patch } from "../../../globals/patch.ts";
import type { NodeInternals } from "../node-internals.ts";
import { SocketHandle } from "../sockets/socket-handle.ts";
import { timeoutPatch } from "../sockets/timeout-patches.ts";
import { networkHere } from "../network-here.ts";
import { symbolOf } from "../symbol-of.ts";
import { hasDate } from "./date-patches.ts";
import { http2Internals } from "./http2-internals.ts";

/**
 * HTTP/2. Node's sessions read from a handle natively, and send from immediates of the host: once a session is on the simulated network,
 * the loop lets the host have its immediates before each iteration, until there are none. What they send is all that the turns before
 * have asked for, so that it is the same in each run.
 */
export function http2Patches(node: NodeInternals): readonly Patch[] {
  const { nativeSession, session, stream } = http2Internals();
  return [
    { on: nativeSession, property: "consume", replace: consumer },
    timeoutPatch(session, node),
    timeoutPatch(stream, node),
    { on: stream, property: symbolOf(stream, "init"), replace: starter },
  ];
}

/** Begins a stream. */
type Start = (this: object, ...args: unknown[]) => unknown;

/** The class of a server's streams is nowhere to be had before there is one: each stream gets its own. */
function starter(host: Start): Start {
  return function start(this: object, ...args): unknown {
    if (networkHere() !== undefined) {
      for (const [method, at] of answers) {
        const answer = Reflect.get(this, method) as Answer | undefined; // those of clients have none
        if (answer !== undefined) Object.defineProperty(this, method, { value: dated(answer, at) });
      }
    }
    return Reflect.apply(host, this, args);
  };
}

type Answer = (...args: unknown[]) => unknown;

/** What answers a request, and which argument has the headers. */
const answers = [
  ["respond", 0],
  ["respondWithFD", 1],
  ["respondWithFile", 1],
] as const;

/** The `date` header from the global `Date`: Node's own comes from a clock of its inside, which sets a real timer. */
function dated(answer: Answer, at: number): Answer {
  return function respond(this: object, ...args): unknown {
    const headers = args[at] ?? {};
    const options = args[at + 1] as { readonly sendDate?: unknown } | null | undefined;
    const isWanted = Boolean(options?.sendDate ?? true);
    if (isWanted && typeof headers === "object") args[at] = withDate(headers);
    return Reflect.apply(answer, this, args);
  };
}

/** @param headers - An object, or a list of names and values. */
function withDate(headers: object): object {
  if (hasDate(headers)) return headers;
  const date = new Date().toUTCString();
  return Array.isArray(headers) ? [...(headers as unknown[]), "date", date] : { ...headers, date };
}

/** Takes the bytes of the handle of a socket. */
type Consume = (this: object, handle: object) => void;

function consumer(host: Consume): Consume {
  return function consume(this: object, handle): void {
    SocketHandle.behind(handle)?.scope.engine.hostWaits.add(hasImmediates);
    return Reflect.apply(host, this, [handle]);
  };
}

/** Whether the host has immediates to run, native ones too. */
function hasImmediates(): boolean {
  return process.getActiveResourcesInfo().includes("Immediate");
}
