import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const dist = new URL("../../../dist/", import.meta.url).href;

it("a virtual loop that waits for something unref()ed keeps the process alive until it has come", async () => {
  const program = `
    import { run } from "${dist}index.js";
    import { external, virtualLoop } from "${dist}testing.js";
    const promise = () => new Promise((resolve) => setTimeout(resolve, 20, "came").unref());
    console.log(await run(async () => external(promise()), { loopFactory: virtualLoop() }));`;

  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);

  expect(stdout).toBe("came\n");
});
