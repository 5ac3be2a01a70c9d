import { describe, expect, it } from "vitest";
import { ReadBuffer } from "./read-buffer.ts";

/** Node fills the buffer, and says how far. */
function fill(reads: ReadBuffer, count: number, byte: number): boolean {
  reads.buffer().fill(byte, 0, count);
  return reads.callback(count);
}

describe("ReadBuffer", () => {
  it.each([
    ["small", [3, 5, 2]],
    ["large", [100, 60, 100, 51]],
    ["small and large", [3, 100, 4, 80, 80, 5, 100, 49, 1]],
  ])("hands over pieces that later ones leave alone: %s", (_, sizes) => {
    const reads = new ReadBuffer(new Uint8Array(100));
    const got: Uint8Array[] = [];
    reads.receive = (data) => got.push(data) > 0;

    sizes.forEach((size, byte) => fill(reads, size, byte));

    expect(got.map((data) => [...data])).toEqual(sizes.map((size, byte) => Array.from({ length: size }, () => byte)));
  });

  it("shares a buffer with others, between two pieces", () => {
    const shared = new Uint8Array(100);
    const [first, second] = [new ReadBuffer(shared), new ReadBuffer(shared)];
    const got: Uint8Array[] = [];
    for (const reads of [first, second]) reads.receive = (data) => got.push(data) > 0;

    for (const reads of [first, second, first, second, first]) fill(reads, 90, got.length + 1);

    expect(got.map((data) => [data[0], data[89]])).toEqual([1, 2, 3, 4, 5].map((byte) => [byte, byte]));
  });

  it("keeps no buffer of its own while small pieces come", () => {
    const shared = new Uint8Array(100);
    const reads = new ReadBuffer(shared);
    reads.receive = () => true;

    fill(reads, 100, 1);
    expect(reads.buffer()).not.toBe(shared);
    fill(reads, 5, 2);

    expect(reads.buffer()).toBe(shared);
  });

  it("tells Node whether to read on", () => {
    const reads = new ReadBuffer(new Uint8Array(10));
    const answers = [true, false];
    reads.receive = () => answers.shift() ?? true;

    expect([fill(reads, 1, 0), fill(reads, 1, 0)]).toEqual([true, false]);
  });
});
