import { textAt } from "./text-at.ts";

/**
 * The first words of queries to PostgreSQL, and the tags of its answers. Which query a prepared statement has is known from when it was
 * prepared on the same connection.
 *
 * @see {@link https://www.postgresql.org/docs/current/protocol-message-formats.html | PostgreSQL: message formats}
 */
export class PostgresLabels {
  /** The queries of prepared statements, by name. */
  readonly #prepared = new Map<string, string>();

  label(data: Uint8Array, isReply: boolean): string | undefined {
    const messages = messagesIn(data);
    if (messages === undefined) return isReply ? undefined : startup(data);
    return isReply ? answer(data, messages) : this.#query(data, messages);
  }

  #query(data: Uint8Array, messages: readonly Message[]): string | undefined {
    let found: string | undefined;
    for (const { type, start, end } of messages) {
      const texts = textAt(data, start, end).split("\0");
      const [first = "", second = ""] = texts;
      if (type === "P") this.#prepared.set(first, second);
      if (type === "Q") found ??= first;
      else if (type === "P") found ??= second;
      else if (type === "B") found ??= this.#prepared.get(second);
      else if (type === "X") found ??= "goodbye";
    }
    return found;
  }
}

/** A message: its type, and where its content is. */
interface Message {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** The messages that `data` consists of; undefined if it is something else. */
function messagesIn(data: Uint8Array): Message[] | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const messages: Message[] = [];
  for (let at = 0; at < data.length;) {
    const type = String.fromCharCode(data[at] as number);
    if (!types.includes(type) || at + headerBytes > data.length) return undefined;
    const length = view.getUint32(at + 1);
    if (length < 4 || at + 1 + length > data.length) return undefined;
    messages.push({ type, start: at + headerBytes, end: at + 1 + length });
    at += 1 + length;
  }
  return messages.length === 0 ? undefined : messages;
}

/** The message that begins a connection has no type. */
function startup(data: Uint8Array): string | undefined {
  if (data.length < 8) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (view.getUint32(0) !== data.length) return undefined;
  return startups.get(view.getUint32(4));
}

function answer(data: Uint8Array, messages: readonly Message[]): string | undefined {
  const error = messages.find(({ type }) => type === "E");
  if (error !== undefined) {
    const fields = textAt(data, error.start, error.end).split("\0");
    return `error: ${fields.find((field) => field.startsWith("M"))?.slice(1) ?? ""}`;
  }
  const done = messages.find(({ type }) => type === "C");
  if (done !== undefined) return textAt(data, done.start, done.end - 1);
  return messages.some(({ type }) => type === "Z") ? "ready for queries" : undefined;
}

const types = "QPBEDSCHXdcfpRKZTtGWNAns123IV";
const headerBytes = 5;
const startups: ReadonlyMap<number, string> = new Map([
  [196_608, "log in"],
  [80_877_103, "asks for TLS"],
  [80_877_102, "cancels a query"],
]);
