export { follow, fifo } from "./core/strategy.ts";
export { external } from "./tasks/external.ts";
export { virtualLoop } from "./loop/virtual-loop.ts";
export { virtualClock } from "./loop/virtual-clock.ts";
