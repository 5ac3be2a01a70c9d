import type { ForeignWork } from "../host.ts";

/**
 * The modules for which this worker of vitest waits. It asks the main process for them, over a channel that it made long before the
 * test, so that `async_hooks` shows nobody that an answer is to come.
 *
 * @returns undefined outside of vitest
 */
export function vitestImports(): ForeignWork | undefined {
  // vitest's own list, which `vi.dynamicImportSettled()` reads too.
  const worker = Reflect.get(globalThis, "__vitest_worker__") as
    | { readonly resolvingModules?: ReadonlySet<string> }
    | undefined;
  const resolving = worker?.resolvingModules;
  return (
    resolving && {
      any: () => resolving.size > 0,
      describe: () => Array.from(resolving, (id) => `vitest is fetching the module ${id}`),
    }
  );
}
