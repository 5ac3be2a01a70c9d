import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseSchedule } from "#testing";
import { ScheduleFile, type StoredSchedule } from "#world/node/schedule-file";

let folder: string;
let file: ScheduleFile;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "timeloom-schedules-"));
  file = new ScheduleFile(join(folder, "account.test.ts"), parseSchedule);
});
afterEach(() => rmSync(folder, { recursive: true }));

const text = (): string => readFileSync(join(folder, "__schedules__/account.test.ts.txt"), "utf8");
const stored = (test: string, schedule: string): StoredSchedule => ({ test, level: "env", schedule });

describe("ScheduleFile", () => {
  it("keeps a sorted line per schedule, once, whatever the name of the test", () => {
    file.add(stored('says "no"\n  # twice', "v1:main.0@1=main.1@1"));
    file.add(stored("b > a", "v1:main.0@2=main.1@1"));
    file.add({ test: "b > a", level: "jitter", schedule: "v1:clock@1=2" });
    file.add(stored("b > a", "v1:main.0@2=main.1@1"));

    expect(text()).toMatchInlineSnapshot(`
      "# Orders in which tests of account.test.ts have failed: timeloom replays them first. Commit this file.
      "b > a" env v1:main.0@2=main.1@1
      "b > a" jitter v1:clock@1=2
      "says \\"no\\"\\n  # twice" env v1:main.0@1=main.1@1
      "
    `);
    expect(file.read()).toEqual([
      stored("b > a", "v1:main.0@2=main.1@1"),
      { test: "b > a", level: "jitter", schedule: "v1:clock@1=2" },
      stored('says "no"\n  # twice', "v1:main.0@1=main.1@1"),
    ]);
  });

  it("is empty if there is no such file, and reads what other systems have written", () => {
    expect(file.read()).toEqual([]);
    file.add(stored("a", "v1:main.0@1=main.1@1"));
    writeFileSync(join(folder, "__schedules__/account.test.ts.txt"), text().replaceAll("\n", "\r\n"));

    expect(file.read()).toEqual([stored("a", "v1:main.0@1=main.1@1")]);
  });

  it("removes what is asked for, and itself with the last line", () => {
    const [one, other] = [stored("a", "v1:main.0@1=main.1@1"), stored("b", "v1:main.0@1=main.1@1")];
    file.add(one);
    file.add(other);

    file.remove([one]);
    expect(file.read()).toEqual([other]);

    file.remove([other]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['"a" env v1:main', "a schedule that is cut off"],
    ['"a" envy v1:main.0@1=main.1@1', "a level that does not exist"],
    ["a env v1:main.0@1=main.1@1", "a name without quotes"],
    ['"\\x" env v1:main.0@1=main.1@1', "a name that is no JSON"],
  ])("refuses %s (%s), and says where", (line) => {
    file.add(stored("a", "v1:main.0@1=main.1@1"));
    writeFileSync(join(folder, "__schedules__/account.test.ts.txt"), `${text()}\n${line}\n`);

    expect(() => file.read()).toThrow(/^Invalid stored schedule at .*__schedules__\/account\.test\.ts\.txt:4\n/);
  });
});
