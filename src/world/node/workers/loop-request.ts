import type { Thrown } from "../../../executors/travel/thrown.ts";

/** What a thread asks of a loop, by a loop handle. */
export type LoopRequest =
  | {
      readonly kind: "runCoroutine" | "callSoon";
      readonly id: number;
      readonly name: string;
      readonly args: readonly unknown[];
    }
  | { readonly kind: "cancel"; readonly id: number };

/** The answer to a request of the kind `runCoroutine`. */
export interface LoopAnswer {
  readonly id: number;
  readonly value?: unknown;
  readonly thrown?: Thrown;
  readonly cancelled?: true;
}
