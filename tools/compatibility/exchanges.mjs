import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { getRunningLoop } from "../../dist/index.js";
import { onHost } from "../../dist/testing.js";

/**
 * What one library has to show, each in a body of `explore()`: a question and its answer, data that comes bit by bit, a
 * connection that the other side drops, and an answer that never comes.
 *
 * @typedef {{
 *   readonly request: () => Promise<void>,
 *   readonly streaming: () => Promise<void>,
 *   readonly dropped: () => Promise<void>,
 *   readonly timeOut: () => Promise<void>,
 * }} Exchanges
 */

/** The kinds of an exchange, in the order of the table. @type {readonly (keyof Exchanges)[]} */
export const kinds = ["request", "streaming", "dropped", "timeOut"];

/** Let `server` listen on the host `server`. */
export async function serve(server, port) {
  await onHost("server", async () => {
    server.listen(port);
    if (!server.listening) await once(server, "listening");
  });
  return server;
}

/** A server that accepts, and closes the connection at the first bytes of the client. */
export function servesHangUp(port) {
  return serve(
    net.createServer((socket) => socket.once("data", () => socket.destroy())),
    port,
  );
}

/** A server that accepts, reads, and says nothing. */
export function servesSilence(port) {
  return serve(
    net.createServer((socket) => {
      socket.on("error", () => undefined);
      socket.resume();
    }),
    port,
  );
}

/** Resolves after `ms` of loop time. */
export function pause(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** The error by which `operation` fails, as any of the words that describe it. */
export async function failureOf(operation) {
  try {
    await operation();
  } catch (error) {
    return error;
  }
  throw new assert.AssertionError({ message: "the operation has passed, and should have failed" });
}

/** Check that `operation` fails, by an error whose name, code or message matches, or one of its causes. */
export async function fails(operation, pattern) {
  const error = await failureOf(operation);
  assert.match(wordsOf(error), pattern);
}

/** Check that `operation` fails after at least `seconds` of loop time. */
export async function failsAfter(seconds, operation, pattern) {
  const begin = getRunningLoop().time();
  await fails(operation, pattern);
  const taken = getRunningLoop().time() - begin;
  assert.ok(taken >= seconds, `the time-out has come after ${taken} s, before ${seconds} s are over`);
}

/**
 * A text that is sent word by word: each word only once the one before has come, so that nothing comes at all unless it comes bit by bit.
 */
export class Dialogue {
  #received = "";
  #heard = () => undefined;

  /** What the sender sends. */
  async *words() {
    let sent = "";
    for (const word of ["one ", "two ", "three "]) {
      sent += word;
      yield word;
      while (this.#received !== sent) {
        await new Promise((resolve) => {
          this.#heard = resolve;
        });
      }
    }
  }

  /** Call it with what has come. */
  heard(data) {
    this.#received += Buffer.from(data).toString();
    this.#heard();
  }

  /** Check that all has come. */
  check() {
    assert.equal(this.#received, "one two three ");
  }
}

function wordsOf(error) {
  if (typeof error !== "object" || error === null) return String(error);
  const { name, code, message, cause, errors = [] } = error;
  return [name, code, message, ...[cause, ...errors].filter(Boolean).map((inner) => wordsOf(inner))].join(" ");
}
