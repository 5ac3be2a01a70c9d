import { type DecodedSourceMap, SourceMap, type SourceMapSegment } from "magic-string";

/**
 * The map from what `own` leads from to what another tool has made its input of.
 *
 * @param original - Where a position of that input was; undefined: nowhere.
 */
export function composedMap(
  own: DecodedSourceMap,
  original: (line: number, column: number) => Place | undefined,
): SourceMap {
  const sources: string[] = [];
  const mappings = own.mappings.map((line) =>
    line.flatMap((segment): SourceMapSegment[] => {
      const [at, , fromLine, fromColumn] = segment;
      if (fromLine === undefined || fromColumn === undefined) return [];
      const { file, line: toLine, column } = original(fromLine + 1, fromColumn) ?? {};
      if (file === undefined || toLine === undefined || column === undefined) return [];
      if (!sources.includes(file)) sources.push(file);
      return [[at, sources.indexOf(file), toLine - 1, column]];
    }),
  );
  return new SourceMap({ ...own, file: own.file ?? "", sources, sourcesContent: [], names: [], mappings });
}

/** A position: a line from 1, a column from 0. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly file?: string | undefined;
}
