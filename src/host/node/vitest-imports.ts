import type { ForeignWork } from "../host.ts";

/**
 * The modules for which a worker of vitest waits. It asks the main process for them, over a channel that it made long before the
 * test, so that `async_hooks` shows nobody that an answer is to come.
 */
export const vitestImports: ForeignWork = {
  any: () => resolving().size > 0,
  describe: () => Array.from(resolving(), (id) => `vitest is fetching the module ${id}`),
};

/** vitest's own list, which `vi.dynamicImportSettled()` reads too. */
function resolving(): ReadonlySet<string> {
  const worker = Reflect.get(globalThis, "__vitest_worker__") as
    | { readonly resolvingModules?: ReadonlySet<string> }
    | undefined;
  return worker?.resolvingModules ?? nothing;
}

const nothing: ReadonlySet<string> = new Set();
