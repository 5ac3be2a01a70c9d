import { touchWorld } from "../../core/context/touch.ts";

/** Counts writes to a connection that is lost: whoever writes many has not noticed, and is warned. */
export class LostWrites {
  #count = 0;

  add(): void {
    touchWorld(this, "write");
    this.#count += 1;
    if (this.#count >= mostUnwarned) console.warn("socket.send() raised exception.");
  }
}

/** As in asyncio: the protocol needs a turn to hear of it. */
const mostUnwarned = 5;
