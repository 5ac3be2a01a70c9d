/** `getNowait()` found the queue empty. */
export class QueueEmpty extends Error {
  override readonly name: string = "QueueEmpty";
}
