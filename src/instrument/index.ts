export { instrument } from "./instrument.ts";
export type { InstrumentPlugin, InstrumentSettings } from "./instrument.ts";
