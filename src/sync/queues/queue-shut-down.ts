import type { ErrorSettings } from "../../core/errors/with-hint.ts";
import { asText } from "../../core/arguments/as-text.ts";

/** The queue was shut down: nothing more goes in, or nothing is left to take. */
export class QueueShutDown extends Error {
  override readonly name: string = "QueueShutDown";

  constructor(text: string = "", settings?: ErrorSettings) {
    super(asText(text), settings);
  }
}
