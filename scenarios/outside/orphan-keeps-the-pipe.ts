import { createSubprocessExec, DEVNULL, PIPE, type Process, sleep, timeout, TimeoutError } from "timeloom";
import { simulatedWorld } from "timeloom/testing";
import type { Bug } from "../bugs/bug.ts";
import { line } from "./lines.ts";

// FIFO order passes: the test is done in time. Needed: its server is slow to start, and the test is killed while it waits.

export const world = simulatedWorld({
  programs: {
    /** Starts a server, which has the same errors, waits until it is ready, and stops it. */
    async test() {
      const server = await createSubprocessExec("server", [], { stdin: DEVNULL, stdout: PIPE, stderr: "inherit" });
      await server.stdout?.readline();
      server.terminate();
      await server.wait();
    },
    async server({ stdout }) {
      stdout.write(line("ready"));
      await sleep(Infinity);
    },
  },
});

export const bugs: readonly Bug[] = [
  {
    id: "orphan-keeps-the-pipe",
    title: "A child is killed, what it has started keeps its output open, and the parent waits for the end of that",
    source: new URL("https://github.com/python/cpython/issues/119710"),
    tier: "T1",
    level: "env",
    world,
    buggy: orphanKeepsThePipe,
    fixed: orphanKeepsThePipeFixed,
  },
];

export default async function orphanKeepsThePipe(): Promise<void> {
  await program(async (child) => {
    await child.communicate();
  });
}

export async function orphanKeepsThePipeFixed(): Promise<void> {
  await program(async (child) => {
    await child.wait();
  });
}

async function program(end: (child: Process) => Promise<void>): Promise<void> {
  const child = await createSubprocessExec("test", [], { stdin: DEVNULL, stdout: DEVNULL, stderr: PIPE });
  try {
    await timeout(60).run(() => child.communicate());
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    if (child.returncode === null) child.kill();
    await end(child);
  }
}
