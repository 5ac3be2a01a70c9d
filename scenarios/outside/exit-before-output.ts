import assert from "node:assert/strict";
import { createFuture, DEVNULL, subprocessExec, SubprocessProtocol } from "timeloom";
import { simulatedWorld } from "timeloom/testing";
import type { Bug } from "../bugs/bug.ts";
import { line, text } from "./lines.ts";

// FIFO order finds it: the parent hears of the exit while the output is still in the pipe.

export const world = simulatedWorld({
  programs: {
    async date({ stdout }) {
      stdout.write(line("Thu Nov 26"));
    },
  },
});

export const bugs: readonly Bug[] = [
  {
    id: "exit-before-output",
    title: "A parent takes the exit of its child for the end of its output, and the output comes later",
    source: new URL(
      "https://docs.python.org/3/library/asyncio-protocol.html#asyncio.SubprocessProtocol.process_exited",
    ),
    tier: "T1",
    level: "env",
    world,
    buggy: exitBeforeOutput,
    fixed: exitBeforeOutputFixed,
  },
];

export default async function exitBeforeOutput(): Promise<void> {
  await program(new BuggyDate());
}

export async function exitBeforeOutputFixed(): Promise<void> {
  await program(new DateOutput());
}

async function program(protocol: Output): Promise<void> {
  const [transport] = await subprocessExec(() => protocol, "date", [], { stdin: DEVNULL, stderr: DEVNULL });
  await protocol.ended;
  transport.close();
  assert.equal(protocol.output, "Thu Nov 26", "the output is lost");
}

class Output extends SubprocessProtocol {
  readonly ended = createFuture<void>();
  output = "";

  override pipeDataReceived(_: number, data: Uint8Array): void {
    this.output += text(data);
  }
}

class BuggyDate extends Output {
  override processExited(): void {
    this.ended.setResult();
  }
}

/** The connection is lost once the child has exited and its pipes are closed. */
class DateOutput extends Output {
  override connectionLost(): void {
    this.ended.setResult();
  }
}
