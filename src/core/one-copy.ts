import { loadedFrom } from "../host/is-own-frame.ts";
import { RuntimeError } from "./errors/runtime-error.ts";

/**
 * The copy of timeloom that this process uses: loading another one fails.
 *
 * The same file may be loaded again: by a test runner that resets modules, or a server that reloads them.
 */
export const oneCopy: Copy = onlyCopy({ version: "0.1.0", place: loadedFrom });

/** What a copy says about itself. Other versions read these fields: never change them. */
interface Copy {
  /** The version in package.json, which a bundle or a browser cannot read. */
  readonly version: string;
  readonly place: string;
}

/** @throws {RuntimeError} If another copy was loaded first. */
function onlyCopy(copy: Copy): Copy {
  const key: unique symbol = Symbol.for("timeloom");
  const realm = globalThis as { [key]?: Copy };
  const first = (realm[key] ??= copy);
  if (first.place === copy.place) return first;
  throw new RuntimeError(
    `Cannot load timeloom twice: ${nameOf(first)} is loaded, and now ${nameOf(copy)}`,
    "two copies know nothing of each other's tasks and errors: `npm ls timeloom` shows who brings which, " +
      "`npm dedupe` may leave one; a bundle should keep timeloom external",
  );
}

function nameOf({ version, place }: Copy): string {
  return `version ${version} from ${place}`;
}
