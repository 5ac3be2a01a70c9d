// The seam: a bundle for another platform replaces this file.
export { nodeHost as thisHost } from "./node/node-host.ts";
