// dist/instrument/index.d.ts
export { instrument } from "./instrument.ts";
export type { InstrumentPlugin, InstrumentSettings } from "./instrument.ts";

// dist/instrument/instrument.d.ts
export declare function instrument(settings?: InstrumentSettings): InstrumentPlugin;
export interface InstrumentSettings {
    readonly include?: readonly (string | RegExp)[] | undefined;
    readonly exclude?: readonly (string | RegExp)[] | undefined;
}
export interface InstrumentPlugin {
    readonly name: string;
    transform(this: TransformContext, code: string, id: string): {
        code: string;
        map: object;
    } | undefined;
}
interface TransformContext {
    getCombinedSourcemap?(): object;
}
export {};
