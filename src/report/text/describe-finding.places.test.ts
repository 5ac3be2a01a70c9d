import { describe, expect, it } from "vitest";
import { Places } from "#report/places";

describe("Places", () => {
  it.each(["/home/me/project", "/home/me/project/"])("shows places relative to %s", (folder) => {
    const places = new Places(folder);

    expect(places.short("file:///home/me/project/src/a.ts:3")).toBe("src/a.ts:3");
    expect(places.within("at file:///home/me/project/a.ts:1 and /home/me/project/b.ts:2")).toBe("at a.ts:1 and b.ts:2");
    expect(places.name("/home/me/project/src/a.ts:3")).toBe("a.ts:3");
  });

  it.each(["", "/"])("leaves them whole where the folder is %j, which is everywhere", (folder) => {
    expect(new Places(folder).short("file:///a.ts:3")).toBe("/a.ts:3");
  });
});
