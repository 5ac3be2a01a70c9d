// One measurement in a process of its own, so that no row optimises or spoils the code of another:
//   node --expose-gc build/bench/row.js <row> <subject>
import { collectGarbage } from "./program.ts";
import { rows } from "./rows.ts";

const [rowName, subjectName] = process.argv.slice(2);
const row = rows.find(({ name }) => name === rowName);
const subject = row?.subjects.find(({ name }) => name === subjectName);
if (row === undefined || subject?.program === undefined) {
  throw new RangeError(`Cannot measure "${rowName ?? ""} ${subjectName ?? ""}": there is no such program`);
}
const program = await subject.program();
await program(row.warmUp ?? Math.ceil(subject.n / 5)); // warms the JIT up
collectGarbage();
console.log(JSON.stringify({ total: await program(subject.n) }));
