import { afterEach, describe, expect, it } from "vitest";
import { onInterrupt, StatusLine } from "#world/node/terminal";

describe("onInterrupt()", () => {
  const before = process.listenerCount("SIGINT");

  afterEach(() => expect(process.listenerCount("SIGINT")).toBe(before));

  it("tells all who listen, and lets the next signal kill the process", () => {
    const log: string[] = [];
    const keepsAlive = (): void => undefined;
    process.on("SIGINT", keepsAlive); // else a broken one would end this process
    const stops = ["a", "b"].map((name) => onInterrupt(() => log.push(name)));

    expect(process.listenerCount("SIGINT")).toBe(before + 2);
    process.emit("SIGINT");

    expect(log).toEqual(["a", "b"]);
    expect(process.listenerCount("SIGINT")).toBe(before + 1);
    for (const stop of stops) stop();
    process.removeListener("SIGINT", keepsAlive);
  });

  it("does not tell whom has given up, and takes its listener away with the last one", () => {
    const log: string[] = [];
    const stopA = onInterrupt(() => log.push("a"));
    const stopB = onInterrupt(() => log.push("b"));

    stopA();
    expect(process.listenerCount("SIGINT")).toBe(before + 1);
    process.emit("SIGINT");
    stopB();

    expect(log).toEqual(["b"]);
  });
});

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
