import type { ErrorSettings } from "../../core/errors/with-hint.ts";
import { asText } from "../../core/arguments/as-text.ts";

/** `putNowait()` found the queue full. */
export class QueueFull extends Error {
  override readonly name: string = "QueueFull";

  constructor(text: string = "", settings?: ErrorSettings) {
    super(asText(text), settings);
  }
}
