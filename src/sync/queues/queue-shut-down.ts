/** The queue was shut down: nothing more goes in, or nothing is left to take. */
export class QueueShutDown extends Error {
  override readonly name: string = "QueueShutDown";
}
