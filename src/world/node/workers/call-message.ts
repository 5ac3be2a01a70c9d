import type { MessagePort } from "node:worker_threads";

/** A call on its way to a worker. Short: to copy it is most of what a small call costs. */
export interface CallMessage {
  readonly module: string;
  readonly name: string;
  readonly args: readonly unknown[];
  readonly each?: true;
  /** The values of context variables, by name, if there are any. */
  readonly context?: ReadonlyMap<string, unknown>;
  /** The arguments that are loop handles, if there are any: each is a port there. */
  readonly ports?: readonly { readonly index: number; readonly port: MessagePort }[];
}
