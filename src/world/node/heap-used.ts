/** Bytes of heap that this process uses. */
export function heapUsed(): number {
  return process.memoryUsage().heapUsed;
}
