/** Whether a place, or a line of a stack, is in vitest: the console of a test prints by timers and messages of vitest's own. */
export function isRunnerFrame(line: string): boolean {
  return runner.test(line);
}

const runner = /[/\\]node_modules[/\\]@?vitest[/\\]/;
