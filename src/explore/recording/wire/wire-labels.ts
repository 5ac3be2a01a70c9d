import { httpLabel } from "./http-label.ts";
import { PostgresLabels } from "./postgres-labels.ts";
import { respLabel } from "./resp-label.ts";

/**
 * Names what one direction of a connection carries, where the bytes are plain: `GET /orders/7`, `UPDATE 1`, `GET stock`. It sees each
 * write once, whole, in the order in which they are sent.
 */
export class WireLabels {
  readonly #postgres = new PostgresLabels();

  /** @param isReply - Whether whoever was asked for the connection has sent it. */
  label(bytes: Uint8Array, isReply: boolean): string | undefined {
    const found = httpLabel(bytes) ?? this.#postgres.label(bytes, isReply) ?? respLabel(bytes);
    return found === undefined ? undefined : fewWords(found);
  }
}

/** The first words of a text. */
function fewWords(text: string): string {
  const line = text.replaceAll(/[\s\p{C}]+/gu, " ").trim();
  return line.length > mostCharacters ? `${line.slice(0, mostCharacters - 2).trimEnd()} …` : line;
}

const mostCharacters = 48;
