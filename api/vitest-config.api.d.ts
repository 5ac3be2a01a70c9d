// dist/vitest/config.d.ts
export declare function timeloom(): VitestPlugin;
export interface VitestPlugin {
    readonly name: string;
    readonly enforce: "pre";
    readonly config: (config: object) => void;
}
