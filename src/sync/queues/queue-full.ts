/** `putNowait()` found the queue full. */
export class QueueFull extends Error {
  override readonly name: string = "QueueFull";
}
