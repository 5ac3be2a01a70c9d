import { textAt } from "./text-at.ts";

/**
 * The method and path of a request of HTTP/1, or the status of an answer.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9112#name-message-format | RFC 9112: message format}
 */
export function httpLabel(data: Uint8Array): string | undefined {
  const head = textAt(data, 0, data.length);
  const [, request] = /^([A-Z]{3,16} [!-~·]+) HTTP\/1\.[01]\r?\n/.exec(head) ?? [];
  if (request !== undefined) return request;
  const [, status] = /^HTTP\/1\.[01] (\d{3}(?: [^\r\n]*)?)\r?\n/.exec(head) ?? [];
  return status?.trim();
}
