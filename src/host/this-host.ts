// The seam: a bundle for another platform puts another file in the place of this one.
export { nodeHost as thisHost } from "./node/node-host.ts";
