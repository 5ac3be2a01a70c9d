import { SourceMap, type SourceMapPayload } from "node:module";
import { expect, it } from "vitest";
import { transform } from "#instrument/transform/transform";

it("leads from the result through what another tool has made to the source, column by column", () => {
  const minified = "export function f(a){a.b=1;a.c=2}";
  // Each statement has come from a line of its own.
  const original = (_: number, column: number): { file: string; line: number; column: number } =>
    column < minified.indexOf("a.b")
      ? { file: "/f.ts", line: 1, column }
      : { file: "/f.ts", line: column < minified.indexOf("a.c") ? 2 : 3, column: 2 };

  const { code, map } = transform(minified, "/f.js", { runtime: "runtime", original, composes: true }) ?? {};

  const entries = new SourceMap(map as unknown as SourceMapPayload);
  const lineOf = (text: string): unknown => {
    const { originalSource, originalLine } = entries.findEntry(0, code?.indexOf(text) ?? 0) as Record<string, unknown>;
    return [originalSource, originalLine];
  };
  expect([lineOf("function f"), lineOf("a.b="), lineOf("a.c=")]).toEqual([
    ["/f.ts", 0],
    ["/f.ts", 1],
    ["/f.ts", 2],
  ]);
  expect(code).toContain('"/f.ts:3:3 a"');
});
