import type { Server } from "node:net";

/** A library of others that asks over the network, with a server for it. */
export interface Library {
  readonly name: string;
  /** Call it once, outside of loops. */
  readonly prepare?: () => Promise<void>;
  /** A server that answers a question after `after()`. */
  createServer(after: Pause): Promise<Server>;
  /** A client that gives up after 30 s, by the time-outs that the library has. */
  open(port: number, host: string): Promise<Client>;
}

export interface Client {
  /** Ask for an answer of `size` bytes, which the server gives after `delay` seconds. @returns its size */
  ask(delay: number, size: number): Promise<number>;
  close(): void;
}

/** Resolves after so many seconds, as the server counts them. */
export type Pause = (seconds: number) => Promise<void>;

/** The time-out of every library, in seconds. */
export const limit = 30;
