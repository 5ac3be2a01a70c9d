import { canonicalText } from "./canonical-text.ts";
import type { RecordedOperation } from "./history.ts";

/** A line for each operation: what was called, what came of it, by whom, and a bar from the call to the return. */
export function historyLines(operations: readonly RecordedOperation<unknown, unknown>[]): string[] {
  const moments = operations
    .flatMap(({ called, returned }) => [called, ...(returned === undefined ? [] : [returned])])
    .toSorted((one, other) => one - other);
  const column = new Map(moments.map((moment, index) => [moment, index]));
  const calls = aligned(operations.map(callText));
  const results = aligned(operations.map(resultText));
  const tasks = aligned(operations.map(({ task = "" }) => task));
  return operations.map(({ called, returned }, index) => {
    const from = column.get(called) ?? 0;
    const to = returned === undefined ? moments.length : (column.get(returned) ?? 0);
    const bar = `${" ".repeat(from)}├${"─".repeat(to - from - 1)}${returned === undefined ? "…" : "┤"}`;
    return [calls[index], "→", results[index], tasks[index], bar].join(" ").trimEnd();
  });
}

/** What was called, in few words. */
export function callText({ operation }: RecordedOperation<unknown, unknown>): string {
  return short(typeof operation === "string" ? operation : canonicalText(operation, true));
}

/** What came of it, in few words; `?` if that is not known. */
export function resultText({ returned, result }: RecordedOperation<unknown, unknown>): string {
  return returned === undefined ? "?" : short(canonicalText(result, true));
}

/** Texts that end in one column. */
function aligned(texts: readonly string[]): string[] {
  const width = Math.max(...texts.map(({ length }) => length));
  return texts.map((text) => text.padEnd(width));
}

function short(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters - 1)}…`;
}

const mostCharacters = 40;
