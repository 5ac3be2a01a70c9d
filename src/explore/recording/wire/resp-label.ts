import { textAt } from "./text-at.ts";

/**
 * A command of Redis and its first argument, or a short answer. What logs in is told without its password.
 *
 * @see {@link https://redis.io/docs/latest/develop/reference/protocol-spec/ | Redis serialization protocol}
 */
export function respLabel(data: Uint8Array): string | undefined {
  const text = textAt(data, 0, data.length);
  const [, status] = /^([+\-:][^\r\n]{1,200})\r\n/.exec(text) ?? [];
  if (status !== undefined) return status.slice(1);
  const words = commandIn(text);
  const [name] = words;
  if (name === undefined || !/^[A-Za-z.]+$/.test(name)) return undefined;
  return withoutArguments.test(name) ? name : words.join(" ");
}

/** The first words of an array of bulk strings; none if `text` is something else. */
function commandIn(text: string): string[] {
  const [start = "", count] = /^\*(\d+)\r\n/.exec(text) ?? [];
  const words: string[] = [];
  let at = start.length;
  while (words.length < Math.min(Number(count), 2)) {
    const [head, length] = /^\$(\d+)\r\n/.exec(text.slice(at, at + 16)) ?? [];
    if (head === undefined) break;
    const begin = at + head.length;
    words.push(text.slice(begin, begin + Number(length)));
    at = begin + Number(length) + 2;
  }
  return words;
}

const withoutArguments = /^(?:auth|hello|config|acl)$/i;
