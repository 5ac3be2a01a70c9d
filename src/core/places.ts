import { isOwnFrame, isTurnFrame } from "../host/is-own-frame.ts";

/** Where waits happen, recorded in debug mode: a stack per wait costs microseconds. */
export class Places {
  readonly #places = new WeakMap<object, string>();
  /** `file:line` in the body of the task that waited first. */
  body: string | undefined = undefined;

  /** Remember the caller's place as the place of `wait`. */
  note(wait: object): void {
    const place = userPlace();
    this.body ??= bodyPlace();
    if (place !== undefined) this.#places.set(wait, place);
  }

  /** Give `wait` the place of `awaited`. */
  copy(awaited: object, wait: object): void {
    const place = this.#places.get(awaited);
    if (place !== undefined) this.#places.set(wait, place);
  }

  /** `file:line` of the wait, if it was noted. */
  of(wait: object | undefined): string | undefined {
    return wait && this.#places.get(wait);
  }

  /**
   * Note the place of each `await` of `future` in native code: `await` reads the property `then` where it stands, and
   * calls it only later, when no frame of the caller is left.
   */
  noteAwaitsOf(future: object): void {
    const then: unknown = Reflect.get(Object.getPrototypeOf(future) as object, "then");
    Object.defineProperty(future, "then", {
      configurable: true,
      get: () => {
        this.note(future);
        return then;
      },
    });
  }
}

/** Frames of timeloom and of deep `yield*` chains that may lie above the user's. */
const depth = 50;

/** `file:line` of the user code that called timeloom. */
export function userPlace(): string | undefined {
  return placeIn(stackHere());
}

/**
 * `file:line` of the innermost user frame of `stack`, within the turn that took the stack. A dependency's frame says less than the
 * user's own, and counts only if there is no other.
 */
export function placeIn(stack: string): string | undefined {
  let nearest: string | undefined;
  for (const place of userFrames(stack)) {
    if (!isInDependency(place)) return place;
    nearest ??= place;
  }
  return nearest;
}

/** Whether a place, or a line of a stack, is in a package that somebody else wrote. */
export function isInDependency(place: string): boolean {
  return /[/\\]node_modules[/\\]/.test(place);
}

/** `file:line` in the body of the running task: the outermost frame of the user's own, if the stack reaches that far. */
function bodyPlace(): string | undefined {
  return [...userFrames(stackHere())].findLast((place) => !isInDependency(place));
}

/** Below this line of a stack is who awaits the code that runs now, on some versions of Node only: no caller. */
const waits = /^\s+at (?:async |.*\(node:internal\/process\/task_queues:)/;

function stackHere(): string {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = depth;
  const { stack = "" } = new Error("here");
  Error.stackTraceLimit = stackTraceLimit;
  const lines = stack.split("\n");
  const called = lines.findIndex((line) => waits.test(line));
  return called === -1 ? stack : lines.slice(0, called).join("\n");
}

/** From the innermost frame outwards, up to the frames that run the loop. */
function* userFrames(stack: string): Generator<string, undefined, void> {
  for (const line of stack.split("\n").slice(1)) {
    if (isTurnFrame(line)) return undefined;
    if (isOwnFrame(line) || line.includes("node:")) continue;
    const place = fileAndLine(line);
    if (place !== undefined) yield place;
  }
  return undefined;
}

/** `file:line` of one line of a stack, if the line names a file. */
export function fileAndLine(frame: string): string | undefined {
  const place = /\(?((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*?:\d+):\d+\)?$/.exec(frame)?.[1];
  return place?.replace("file://", "");
}
