import { network } from "timeloom/testing";

/** Whether the loop that runs has a simulated world. */
export function isSimulated(): boolean {
  try {
    return network.host("localhost").isUp;
  } catch {
    return false;
  }
}
