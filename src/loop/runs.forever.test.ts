import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const index = new URL("../../dist/index.js", import.meta.url).href;

/** Runs `body` in a process of its own that nothing else keeps alive. @returns what it prints */
async function printed(body: string): Promise<string> {
  const program = `import { newEventLoop } from ${JSON.stringify(index)}; const loop = newEventLoop(); ${body}`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
  return stdout;
}

describe("runForever() on a real loop", () => {
  it("keeps the process alive until stop(), although no timer of anybody does", async () => {
    const program = `
      setTimeout(() => loop.stop(), 30).unref();
      await loop.runForever();
      console.log("stopped");`;

    await expect(printed(program)).resolves.toBe("stopped\n");
  });

  it("lets the process end once it is stopped", async () => {
    const program = `
      loop.callSoon(() => loop.stop());
      await loop.runForever();
      console.log(process.getActiveResourcesInfo().filter((type) => type === "Timeout").length);`;

    await expect(printed(program)).resolves.toBe("0\n");
  });
});
