import crypto from "node:crypto";
import type { Patch } from "../../globals/patch.ts";
import { networkHere } from "./network-here.ts";
import { OwnerScope } from "./owner-scope.ts";

/** `crypto.randomBytes()` with a callback, by which libraries name connections: Node's own asks the thread pool. */
export const randomPatches: readonly Patch[] = [
  {
    on: crypto,
    property: "randomBytes",
    replace: (host: RandomBytes): RandomBytes =>
      function randomBytes(size, callback) {
        const here = networkHere();
        if (here === undefined || typeof callback !== "function") return host(size, callback);
        const bytes = host(size);
        new OwnerScope(here.engine).callSoon(() => callback(null, bytes));
        return undefined;
      },
  },
];

type RandomBytes = (size: number, callback?: (error: null, bytes: unknown) => void) => unknown;
