// dist/vitest/config.d.ts
export declare function timeloom(settings?: TimeloomPluginSettings): VitestPlugin;
export interface TimeloomPluginSettings {
    readonly world?: "real" | "simulated" | undefined;
}
export interface VitestPlugin {
    readonly name: string;
    readonly enforce: "pre";
    readonly config: (config: object) => void;
}
export declare const worldKey = "timeloom:world";
