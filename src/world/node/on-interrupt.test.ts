import { afterEach, describe, expect, it } from "vitest";
import { onInterrupt } from "#world/node/on-interrupt";

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
