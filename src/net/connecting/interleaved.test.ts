import { expect, it } from "vitest";
import { interleaved } from "#net/connecting/interleaved";
import type { Address } from "#net/network";

const six = (address: string): Address => ({ address, family: 6 });
const four = (address: string): Address => ({ address, family: 4 });
const names = (addresses: readonly Address[], first: number): string =>
  interleaved(addresses, first)
    .map(({ address }) => address)
    .join(" ");

it("lets the families take turns, as CPython's _interleave_addrinfos() does", () => {
  const addresses = [six("a"), six("b"), six("c"), four("d"), four("e")];

  expect(names(addresses, 1)).toBe("a d b e c");
  expect(names(addresses, 2)).toBe("a b d c e");
  expect(names(addresses, 9)).toBe("a b c d e");
  expect(names([], 1)).toBe("");
});
