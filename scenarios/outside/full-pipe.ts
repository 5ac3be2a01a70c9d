import { createSubprocessExec, gather, PIPE, type Process } from "timeloom";
import { simulatedWorld } from "timeloom/testing";
import type { Bug } from "../bugs/bug.ts";

// FIFO order finds it: the pipe of the errors is full, and nobody reads it until the output has ended.

export const world = simulatedWorld({
  programs: {
    async compile({ stdout, stderr }) {
      for (let file = 0; file < 4; file++) {
        stderr.write(new Uint8Array(100_000));
        await stderr.drain();
      }
      stdout.write(new Uint8Array(10));
    },
  },
});

export const bugs: readonly Bug[] = [
  {
    id: "full-pipe",
    title: "A parent reads the output of its child to the end, and the child waits until somebody reads its errors",
    source: new URL("https://docs.python.org/3/library/subprocess.html#subprocess.Popen.wait"),
    tier: "T1",
    level: "env",
    world,
    buggy: fullPipe,
    fixed: fullPipeFixed,
  },
];

export default async function fullPipe(): Promise<void> {
  await program(async ({ stdout, stderr }) => {
    await stdout?.read();
    await stderr?.read();
  });
}

export async function fullPipeFixed(): Promise<void> {
  await program(async ({ stdout, stderr }) => {
    await gather(...[stdout, stderr].flatMap((stream) => (stream === null ? [] : [stream.read()])));
  });
}

async function program(readAll: (child: Process) => Promise<void>): Promise<void> {
  const child = await createSubprocessExec("compile", [], { stdout: PIPE, stderr: PIPE });
  await readAll(child);
  await child.wait();
}
