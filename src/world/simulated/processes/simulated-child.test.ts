import { describe, expect, it } from "vitest";
import { createSubprocessExec, gather, PIPE, type Process } from "#index";
import { exhaustive, explore, RaceError, simulatedWorld } from "#testing";
import { programs } from "../../../../tests/programs.ts";

const text = (data: Uint8Array | null): string | null => (data === null ? null : Buffer.from(data).toString());

async function outputOf(starting: PromiseLike<Process>): Promise<string | null> {
  return text((await (await starting).communicate())[0]);
}

describe("exploring processes", () => {
  const world = simulatedWorld({ programs });

  it("finds that output of two children comes in any order", async () => {
    const racing = explore(
      async () => {
        const log: string[] = [];
        const child = async (word: string): Promise<void> => {
          log.push((await outputOf(createSubprocessExec("echo", [word], { stdout: PIPE }))) ?? "");
        };
        await gather(child("one"), child("two"));
        expect(log).toEqual(["one\n", "two\n"]);
      },
      { world },
    );

    await expect(racing).rejects.toThrow(RaceError);
    await expect(racing).rejects.toThrow(/(stdout of echo \(10\d\): chunk 1|echo \(10\d\): (start|exit)) arrives/);
  });

  it("finds that an exit may be known before the output is", async () => {
    await expect(
      explore(
        async () => {
          const child = await createSubprocessExec("echo", ["x"], { stdout: PIPE });
          await child.wait();
          expect(child.stdout?.toString()).toContain("bytes");
          await child.stdout?.read();
        },
        { world },
      ),
    ).rejects.toThrow(/echo \(101\): exit/);
  });

  it("proves a child right in every order", async () => {
    const { claim } = await explore(
      async () => {
        expect(await outputOf(createSubprocessExec("echo", ["banana"], { stdout: PIPE }))).toBe("banana\n");
      },
      { world, strategy: exhaustive() },
    );

    expect(claim).toMatchObject({ kind: "proof" });
  });

  it("reports a child that is left behind", async () => {
    await expect(
      explore(
        async () => {
          await createSubprocessExec("sleep", ["60"]);
        },
        { world, checks: ["leaked-task"] },
      ),
    ).rejects.toThrow(/sleep \(101\)/);
  });
});
