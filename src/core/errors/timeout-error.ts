import { textOf } from "../text-of.ts";
import type { ErrorSettings } from "./with-hint.ts";

/** A deadline passed before the work was done. */
export class TimeoutError extends Error {
  override readonly name: string = "TimeoutError";

  constructor(text: string = "", settings?: ErrorSettings) {
    super(textOf(text), settings);
  }
}
