import { describe, expect, it } from "vitest";
import { ContextVar, copyContext } from "#index";

describe("Token and Context", () => {
  it("a token knows its variable, as in asyncio", () => {
    const name = new ContextVar<string>("name");

    expect(copyContext().run(() => name.set("a").var)).toBe(name);
  });

  it("have a text", () => {
    expect(String(copyContext())).toBe("<Context object>");
  });
});
