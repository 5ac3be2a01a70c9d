import http from "node:http";
import type { Patch } from "../../../globals/patch.ts";
import { networkHere } from "../network-here.ts";

/** The `Date` header of answers, from the global `Date`: Node's own comes from a clock of its inside, which sets a real timer. */
export const datePatches: readonly Patch[] = [
  { on: http.OutgoingMessage.prototype, property: "_storeHeader", replace: storer },
];

type StoreHeader = (this: Message, firstLine: string, headers: unknown) => unknown;

interface Message extends http.OutgoingMessage {
  sendDate: boolean;
}

function storer(host: StoreHeader): StoreHeader {
  return function storeHeader(this: Message, firstLine, headers): unknown {
    const dates = this.sendDate && networkHere() !== undefined;
    if (!dates) return Reflect.apply(host, this, [firstLine, headers]);
    this.sendDate = false;
    try {
      const line = hasDate(headers) ? "" : `Date: ${new Date().toUTCString()}\r\n`;
      return Reflect.apply(host, this, [firstLine + line, headers]);
    } finally {
      this.sendDate = true;
    }
  };
}

/** Whether the program has set the header itself: `headers` is a list of names and values, of pairs, or an object of either. */
export function hasDate(headers: unknown): boolean {
  if (typeof headers !== "object" || headers === null) return false;
  const names: unknown[] = Array.isArray(headers) ? headers.flat() : Object.keys(headers);
  return names.some((name) => typeof name === "string" && name.toLowerCase() === "date");
}
