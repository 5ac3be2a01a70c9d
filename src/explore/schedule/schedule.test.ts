import { describe, expect, it } from "vitest";
import { formatSchedule, parseSchedule } from "#explore/schedule/schedule";

const text = "v1:main.0@3=main.1@2,main.1@4=cancel,main.2.x0@1=throw.2,clock@2=2,main.0@5=main.c0@1";

describe("parseSchedule()", () => {
  it("reads what was written", () => {
    const schedule = parseSchedule(text);

    expect(schedule).toHaveLength(5);
    expect(schedule[0]).toEqual({ at: "main.0@3", value: "main.1@2" });
    expect(formatSchedule(schedule)).toBe(text);
  });

  it("takes the text of no deviation for the default order", () => {
    expect(parseSchedule("v1:")).toEqual([]);
  });

  it.each([
    { text: "", says: 'at character 1: expected "v1:", got ""' },
    { text: "main.0@3=main.1@2", says: 'at character 1: expected "v1:", got "main.0@3=mai"' },
    { text: " v1:main.0@3=main.1@2", says: 'at character 1: expected "v1:", got " v1:main.0@3"' },
    { text: "v1:main.0@3", says: 'at character 12: expected "=" after main.0@3, got its end' },
    {
      text: "v1:main.0@3=",
      says: "at character 13: expected a wake-up, an index, throw, cancel or expire, got its end",
    },
    {
      text: "v1:main.0@3=main.1",
      says: 'at character 13: expected a wake-up, an index, throw, cancel or expire, got "',
    },
    { text: "v1:main.0@3=main.1@2,", says: "at character 22: expected a wake-up such as main.0@3, got its end" },
    { text: "v1:main.0@3=1,main", says: 'at character 15: expected a wake-up such as main.0@3, got "main"' },
    {
      text: "v1:main.0@3=1, main.0@4=1",
      says: 'at character 15: expected a wake-up such as main.0@3, got " main.0@4"',
    },
    { text: "v1:main.0@3 = 1", says: 'at character 4: expected a wake-up such as main.0@3, got "main.0@3 "' },
    { text: "v1:main.0@0=1", says: 'at character 4: expected a wake-up such as main.0@3, got "main.0@0"' },
    { text: "v1:main.0@3=0", says: 'expected a wake-up, an index, throw, cancel or expire, got "0"' },
    { text: "v1:main.0@3=1\n", says: 'expected a wake-up, an index, throw, cancel or expire, got "1\n"' },
  ])("says where $text is wrong", ({ text: wrong, says }) => {
    expect(() => parseSchedule(wrong)).toThrow(says);
    expect(() => parseSchedule(wrong)).toThrow(/\n {2}hint: copy the whole schedule/);
  });

  it("refuses the schedule of another version", () => {
    expect(() => parseSchedule("v2:main.0@3=main.1@2")).toThrow(
      'expected "v1:", got "v2:"\n  hint: it was written by another version of timeloom: search again',
    );
  });

  it("refuses what is no string", () => {
    expect(() => parseSchedule(undefined as unknown as string)).toThrow(/^A schedule is a string, got undefined\n/);
  });

  it("never takes a schedule that is cut off in the middle of a word", () => {
    for (let end = 0; end < text.length; end++) {
      const part = text.slice(0, end);
      if (/(?:@\d|[=.]\d|cancel|throw|v1:)$/.test(part)) continue; // as if nothing were missing
      expect(() => parseSchedule(part)).toThrow("Invalid schedule at character");
    }
  });
});
