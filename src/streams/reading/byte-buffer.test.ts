import { describe, expect, it } from "vitest";
import { ByteBuffer } from "#streams/reading/byte-buffer";

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const text = (data: Uint8Array): string => Buffer.from(data).toString();

describe("ByteBuffer", () => {
  it("gives back what was put in, in order, in any portions", () => {
    const buffer = new ByteBuffer();
    for (const piece of ["a", "bcd", "", "efgh", "ij"]) buffer.append(bytes(piece));

    expect([2, 5, 100].map((count) => text(buffer.take(count)))).toEqual(["ab", "cdefg", "hij"]);
    expect(buffer.size).toBe(0);
  });

  it("does not copy a piece that goes through whole", () => {
    const buffer = new ByteBuffer();
    const piece = bytes("whole");

    buffer.append(piece);

    expect(buffer.take(100).buffer).toBe(piece.buffer);
  });

  it("never writes into a piece that it was given", () => {
    const buffer = new ByteBuffer();
    const memory = bytes("abcXYZ");
    buffer.append(memory.subarray(0, 3));

    buffer.append(bytes("def"));

    expect(text(buffer.take(6))).toBe("abcdef");
    expect(text(memory)).toBe("abcXYZ");
  });

  it("does not touch what was taken out", () => {
    const buffer = new ByteBuffer();
    for (const piece of ["ab", "c"]) buffer.append(bytes(piece));
    const taken = buffer.take(3);

    for (const piece of ["de", "f"]) buffer.append(bytes(piece));

    expect(text(taken)).toBe("abc");
    expect(text(buffer.take(3))).toBe("def");
  });

  it("gives plain Uint8Arrays out, also of Buffers", () => {
    const buffer = new ByteBuffer();
    const prototypes = [1, 2, 100].map((count) => {
      buffer.append(Buffer.from("abc"));
      return Object.getPrototypeOf(buffer.take(count)) === Uint8Array.prototype;
    });

    expect(prototypes).toEqual([true, true, true]);
  });

  it("finds a part across pieces, and not behind its end", () => {
    const buffer = new ByteBuffer();
    buffer.append(bytes("xx--x-"));
    buffer.take(1);
    buffer.append(bytes("-y-"));

    expect(buffer.indexOf(bytes("-y"), 0)).toBe(5);
    expect(buffer.indexOf(bytes("--"), 0)).toBe(1);
    expect(buffer.indexOf(bytes("--"), 2)).toBe(4);
    expect(buffer.indexOf(bytes("-z"), 0)).toBe(-1);
    buffer.take(5);
    buffer.append(bytes("q"));
    expect(buffer.indexOf(bytes("-qq"), 0)).toBe(-1);
  });

  it("collects a million bytes that come one by one in linear time", () => {
    const buffer = new ByteBuffer();
    const one = Uint8Array.of(1);

    for (let i = 0; i < 1_000_000; i++) buffer.append(one);

    expect(buffer.take(1_000_000).every((byte) => byte === 1)).toBe(true);
    expect(buffer.size).toBe(0);
  });
});
