import { describe, expect, it } from "vitest";
import { StatusLine } from "#world/node/status-line";

describe("StatusLine", () => {
  function written(isTTY: boolean, ...elapsed: number[]): string[] {
    const texts: string[] = [];
    const line = new StatusLine({ isTTY, columns: 10, write: (text) => texts.push(text) });
    for (const seconds of elapsed) line.show(seconds, () => `${seconds} s and more`);
    line.clear();
    return texts;
  }

  it("shows nothing for the first second", () => {
    expect(written(true, 0.1, 0.9)).toEqual([]);
  });

  it("is rewritten on a terminal ten times per second, cut to its width, and wiped away", () => {
    expect(written(true, 1, 1.05, 1.2)).toEqual(["\r\u001b[K1 s and m", "\r\u001b[K1.2 s and", "\r\u001b[K"]);
  });

  it("is a new line every five seconds elsewhere", () => {
    expect(written(false, 1, 4.9, 5, 9.9, 10)).toEqual(["5 s and more\n", "10 s and more\n"]);
  });
});
