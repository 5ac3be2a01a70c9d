import type { ErrorSettings } from "../../core/errors/with-hint.ts";
import { asText } from "../../core/arguments/as-text.ts";

/** `getNowait()` found the queue empty. */
export class QueueEmpty extends Error {
  override readonly name: string = "QueueEmpty";

  constructor(text: string = "", settings?: ErrorSettings) {
    super(asText(text), settings);
  }
}
