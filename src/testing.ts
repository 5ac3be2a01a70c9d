export { follow, fifo } from "./core/strategy.ts";
export { virtualLoop } from "./loop/virtual-loop.ts";
export { virtualClock } from "./loop/virtual-clock.ts";
