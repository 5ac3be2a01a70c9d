import { afterEach, beforeEach, expect } from "vitest";

/** Check after each test of this file that no socket, no server and no child process is left. */
export function noHandleLeft(): void {
  let before: readonly string[] = [];
  beforeEach(() => {
    before = handles();
  });
  afterEach(async () => {
    // A handle that is closed calls back in the next macrotask, and the socket in the one after.
    for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
    expect(handles()).toEqual(before);
  });
}

function handles(): readonly string[] {
  return process.getActiveResourcesInfo().filter((type) => /^(TCP|UDP|Pipe|TLS|Connect|Process)/.test(type));
}
