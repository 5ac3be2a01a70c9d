// node properties/arguments/main.mjs [--seed 0] [--calls 20000]: junk for everything public. Prints "N calls, N bad".
import { parseArgs } from "node:util";
import { walk } from "./walk.mjs";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "0" },
    calls: { type: "string", default: "20000" },
    all: { type: "boolean" },
  },
});
const bad = await walk(Number(values.seed), Number(values.calls));
console.log(`seed ${values.seed}: ${values.calls} calls, ${bad.length} bad`);
for (const { code, bad: what, stack } of bad.slice(0, values.all === true ? Infinity : 20)) {
  console.log(
    `\n${code}\n  ${what.slice(0, 300)}\n${(stack ?? "")
      .split("\n")
      .filter((line) => line.includes("/dist/"))
      .slice(0, 3)
      .join("\n")}`,
  );
}
process.exitCode = bad.length === 0 ? 0 : 1;
