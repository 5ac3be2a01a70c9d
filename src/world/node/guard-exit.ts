import { isMainThread } from "node:worker_threads";
import { visibleLine } from "../../core/visible.ts";

/**
 * Keep the process from exiting as if all were well before `what` has ended: a search that did not end has proved nothing.
 *
 * @param refuse - Asked at each `process.exit()`: the error to throw instead, or undefined to let the process exit. What has not ended
 *   then is named on stderr, and an exit code of 0 becomes 1.
 * @returns a function to call when it has ended
 */
export function guardExit(what: string, refuse: (call: string) => Error | undefined): () => void {
  const guard = installed() ?? install();
  const watch: Watch = { what, refuse };
  guard.open.add(watch);
  return () => {
    guard.open.delete(watch);
    if (guard.open.size === 0) uninstall(guard);
  };
}

interface Watch {
  readonly what: string;
  readonly refuse: (call: string) => Error | undefined;
}

/** Stands for `process.exit()`, and knows whoever watches. */
interface Guard {
  (code?: number | string | null): never;
  readonly open: Set<Watch>;
  readonly host: (code?: number | string | null) => never;
  readonly atExit: (code: number) => void;
}

/** All watches share one guard, unless somebody has replaced `process.exit()` meanwhile. */
function installed(): Guard | undefined {
  const { exit } = process as { readonly exit: unknown };
  return typeof exit === "function" && "open" in exit ? (exit as Guard) : undefined;
}

function install(): Guard {
  // oxlint-disable-next-line typescript/unbound-method -- to put it back as it was
  const { exit } = process;
  const open = new Set<Watch>();
  let exitCall: string | undefined;
  const call = (code?: number | string | null): never => {
    const text = `process.exit(${code ?? ""})`;
    for (const { refuse } of open) {
      const error = refuse(text);
      if (error !== undefined) throw error;
    }
    exitCall = text;
    return exit.call(process, code);
  };
  const atExit = (code: number): void => {
    const [first] = open;
    if (first === undefined || !isMainThread) return; // a thread that ends is told by who has started it
    const how = exitCall === undefined ? "the process ended" : `${exitCall} was called`;
    console.error(`timeloom: ${how} before ${visibleLine(first.what)} had ended\n  hint: ${hint}`);
    if (code === 0) process.exitCode = 1;
  };
  const guard: Guard = Object.assign(call, { open, host: exit, atExit });
  process.exit = guard;
  process.on("exit", atExit);
  return guard;
}

function uninstall(guard: Guard): void {
  process.removeListener("exit", guard.atExit);
  if (installed() === guard) process.exit = guard.host;
}

const hint = "look for process.exit(), or for a promise that nothing will settle; nothing is proved";
