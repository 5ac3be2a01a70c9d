import type { Patch } from "../../../globals/patch.ts";
import { realmOf } from "../realm-of.ts";

/**
 * `WebAssembly.compile()` and `instantiate()` without the thread pool: promises of what is done already. Undici compiles its HTTP parser
 * so, and a virtual loop that may not wait for what is outside could never use it.
 */
export function wasmPatches(): readonly Patch[] {
  return [...new Set([globalThis, realmOf(process)])].flatMap(patchesOf);
}

function patchesOf(realm: object): readonly Patch[] {
  const { WebAssembly } = realm as { readonly WebAssembly: Compiler };
  const { Module, Instance } = WebAssembly;
  const compile = async (bytes: object): Promise<object> => new Module(bytes);
  const instantiate = async (source: object, imports?: object): Promise<object> => {
    if (source instanceof Module) return new Instance(source, imports);
    const module = new Module(source);
    return { module, instance: new Instance(module, imports) };
  };
  return [
    { on: WebAssembly, property: "compile", replace: () => compile },
    { on: WebAssembly, property: "instantiate", replace: () => instantiate },
  ];
}

interface Compiler {
  readonly Module: new (bytes: object) => object;
  readonly Instance: new (module: object, imports?: object) => object;
}
