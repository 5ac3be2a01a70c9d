/**
 * Call `interrupt` at the first SIGINT, and let the second one kill the process as usual. The process will exit with 130.
 *
 * All callers share one listener, so that there may be many. Only the process keeps it.
 *
 * @returns a function that gives up
 */
export function onInterrupt(interrupt: () => void): () => void {
  let listener = process.listeners("SIGINT").find(isListener);
  if (listener === undefined) {
    listener = listenerFor(new Set());
    process.on("SIGINT", listener);
  }
  const { interrupts } = listener;
  interrupts.add(interrupt);
  return () => {
    interrupts.delete(interrupt);
    if (interrupts.size === 0) process.removeListener("SIGINT", listener);
  };
}

/** The exit code by which shells know that SIGINT has ended a program. */
export const codeOfInterrupt: number = 130;

/** A listener for SIGINT, with all callbacks that it calls. */
interface Listener {
  (): void;
  readonly interrupts: Set<() => void>;
}

function listenerFor(interrupts: Set<() => void>): Listener {
  const listener: Listener = Object.assign(
    (): void => {
      process.removeListener("SIGINT", listener);
      process.exitCode ??= codeOfInterrupt; // whoever takes what was found so far for all has not failed, but was not done either
      for (const interrupt of interrupts) interrupt();
    },
    { interrupts },
  );
  return listener;
}

function isListener(listener: unknown): listener is Listener {
  return typeof listener === "function" && "interrupts" in listener && listener.interrupts instanceof Set;
}
