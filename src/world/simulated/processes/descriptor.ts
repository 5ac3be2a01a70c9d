import type { Channel } from "../../../net/channel.ts";

/** An open file of a simulated process: an end of a pipe, nothing, or the console. */
export interface Descriptor extends Channel {
  /** The same once more, for a child: whoever closes one keeps the other open. */
  duplicate(): Descriptor;
}
