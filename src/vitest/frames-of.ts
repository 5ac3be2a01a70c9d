import { resolve } from "node:path";

/** The lines of a stack below the message. */
export function framesOf(error: Error | undefined): string[] {
  return (error?.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
}

/** The first place that the head of a report names, as a line of a stack. */
export function frameIn(message: string): string[] {
  const [head = ""] = message.split("\n\n");
  const [, file, line] = /(?:^|[\s(])((?:\/|[A-Za-z]:|[\w.@-])[^\s():]*\.[cm]?[jt]sx?):(\d+)/m.exec(head) ?? [];
  return file === undefined || line === undefined ? [] : [`    at ${resolve(file)}:${line}:1`];
}
