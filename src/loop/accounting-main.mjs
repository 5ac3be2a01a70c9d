// @ts-check
// Prints what the accounting gets wrong in a plain process, and in a worker of it.
import { Worker, isMainThread, parentPort } from "node:worker_threads";
import { failures } from "./accounting-program.mjs";

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  const inWorker = new Promise((resolve) => worker.once("message", resolve));
  console.log(JSON.stringify({ process: await failures(), worker: await inWorker }));
} else {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- not a window
  parentPort?.postMessage(await failures());
}
