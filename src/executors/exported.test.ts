import { describe, expect, it } from "vitest";
import { exported } from "#index";
import * as jobs from "./fixtures/jobs.mjs";

const double = exported(new URL("fixtures/jobs.mjs", import.meta.url), jobs.double);

describe("exported()", () => {
  it("gives the function itself", () => {
    expect(double).toBe(jobs.double);
  });

  it.each([
    [() => exported(import.meta.url, 7 as never), /^a function was expected, got 7\n/],
    [
      () =>
        exported(
          import.meta.url,
          (
            () => () =>
              1
          )(),
        ),
      /^Cannot name the function for a worker: it has no name\n/,
    ],
    [() => exported(7 as never, jobs.double), /^module must be a URL, got 7\n/],
    [() => exported("./jobs.ts", jobs.double), /^Invalid module: "\.\/jobs\.ts"\n/],
  ])("refuses what names no export", (call, message) => {
    expect(call).toThrow(message);
  });
});
