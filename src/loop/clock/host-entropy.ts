import type { Entropy } from "../../core/contracts/entropy.ts";
import { thisHost } from "../../host/this-host.ts";

/** The host's own randomness. */
export class HostEntropy implements Entropy {
  random(): number {
    return thisHost.random();
  }
}
