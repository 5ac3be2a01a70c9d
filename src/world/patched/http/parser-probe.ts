import { Duplex } from "node:stream";

/**
 * Tells when the HTTP parser of a copy of undici is compiled. That happens in the thread pool, once, perhaps before anybody could help it:
 * until then no request can go out.
 */
export class ParserProbe {
  isReady = false;
  readonly isAwaited = (): boolean => !this.isReady;

  /** @param Agent - Makes the dispatcher, whose request goes to a stream that swallows it. */
  constructor(Agent: new (settings: object) => Requester) {
    const ready = (): void => {
      if (this.isReady) return;
      this.isReady = true;
      void agent.destroy().catch(() => undefined);
    };
    const connect = (_options: unknown, connected: (error: null, socket: Duplex) => void): void => {
      const socket = new Duplex({ read: () => undefined, write: (_data, _encoding, done) => done() });
      void Promise.resolve().then(() => connected(null, socket)); // undici since 7.29 does not go on if it is told at once
    };
    const agent = new Agent({ connect });
    const handler = { onConnect: ready, onRequestStart: ready, onError: ready, onResponseError: ready };
    const unused = { onHeaders: nothing, onData: nothing, onComplete: nothing };
    agent.dispatch({ origin: "http://127.0.0.1:1", path: "/", method: "GET" }, { ...handler, ...unused });
  }
}

/** Makes requests. */
interface Requester {
  dispatch(options: object, handler: object): boolean;
  destroy(): Promise<void>;
}

const nothing = (): undefined => undefined;
