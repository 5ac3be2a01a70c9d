import { connect } from "node:http2";
import { Duplex } from "node:stream";
import { symbolOf } from "../symbol-of.ts";

/** Prototypes of HTTP/2 that Node does not hand out, found at a session that goes nowhere. */
export interface Http2Internals {
  /** Of the native sessions. */
  readonly nativeSession: object;
  /** Of the sessions of both sides. */
  readonly session: object;
  /** Of the streams of both sides. */
  readonly stream: object;
}

/** @throws {Error} If this version of Node looks different inside. */
export function http2Internals(): Http2Internals {
  const nowhere = new Duplex({ read: () => undefined, write: (_data, _encoding, done) => done() });
  const session = connect("http://nowhere", { createConnection: () => nowhere });
  const stream = session.request();
  for (const emitter of [session, stream]) emitter.on("error", () => undefined);
  const native = Reflect.get(session, symbolOf(session, "kHandle")) as object;
  const found = {
    nativeSession: Object.getPrototypeOf(native) as object,
    session: above(session),
    stream: above(stream),
  };
  session.destroy();
  return found;
}

/** The class above the one of a client. */
function above(client: object): object {
  return Object.getPrototypeOf(Object.getPrototypeOf(client)) as object;
}
