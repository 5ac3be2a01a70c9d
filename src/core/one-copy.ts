import { loadedFrom } from "../host/own-frames.ts";
import { RuntimeError } from "./errors/errors.ts";

/** The version in package.json, which a bundle or a browser cannot read. */
const version = "0.1.0";

/** What a copy says about itself. Other versions read it: what is here stays as it is. */
interface Copy {
  readonly version: string;
  readonly place: string;
}

const key: unique symbol = Symbol.for("timeloom");
const realm = globalThis as { [key]?: Copy };

const here: Copy = { version, place: loadedFrom };
const first = (realm[key] ??= here);
// The same file may be loaded again: by a test runner that resets modules, or a server that reloads them.
if (first.place !== here.place) {
  throw new RuntimeError(
    `Cannot load timeloom twice: ${describe(first)} is loaded, and now ${describe(here)}`,
    "two copies know nothing of each other's tasks and errors: `npm ls timeloom` shows who brings which, " +
      "`npm dedupe` may leave one; a bundle should keep timeloom external",
  );
}

function describe({ version: number, place }: Copy): string {
  return `version ${number} from ${place}`;
}
