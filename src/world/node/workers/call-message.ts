import type { MessagePort } from "node:worker_threads";
import type { WorkerCall } from "../../../executors/workers.ts";

/** A call on its way to a worker. */
export interface CallMessage extends Omit<WorkerCall, "function"> {
  /** The arguments that are loop handles: each is a port there. */
  readonly ports: readonly { readonly index: number; readonly port: MessagePort }[];
}
