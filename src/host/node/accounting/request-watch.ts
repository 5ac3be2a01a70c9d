import { ownerOfHandle, type Resource, shadow } from "./resource.ts";
import type { Progress, Watch } from "./watch.ts";

/** A request is freed when it is answered, right after its callback. */
export class RequestWatch implements Watch {
  protected readonly request: Resource;
  readonly #asyncId: number | undefined;

  constructor(request: Resource) {
    this.request = request;
    this.#asyncId = request.getAsyncId?.();
  }

  progress(): Progress {
    return this.request.getAsyncId?.() === this.#asyncId ? "underway" : "ended";
  }
}

/** A `setTimeout` or `setInterval` of the host: counts while Node stays alive for it. */
export class TimerWatch implements Watch {
  readonly #timer: Resource;

  constructor(timer: Resource) {
    this.#timer = timer;
  }

  progress(): Progress {
    if (this.#timer._destroyed === true) return "ended";
    return this.#timer.hasRef?.() === true ? "underway" : "dormant";
  }

  mayCallBack(): boolean {
    return this.#timer._destroyed !== true;
  }
}

/** A `setImmediate` of the host: runs at once, referenced or not. */
export class ImmediateWatch implements Watch {
  readonly #immediate: Resource;

  constructor(immediate: Resource) {
    this.#immediate = immediate;
  }

  progress(): Progress {
    return this.#immediate._destroyed === true ? "ended" : "underway";
  }
}

/**
 * A file system request made by JavaScript. Those that Node's native code makes for itself, to stream a file handle,
 * are kept for later use and never freed: the request for the stream is watched instead.
 */
export class FileRequestWatch extends RequestWatch {
  override progress(): Progress {
    const { oncomplete, ondone } = this.request;
    return oncomplete === undefined && ondone === undefined ? "ended" : super.progress();
  }
}

/**
 * A crypto job. One of the `…Sync` functions has run when `run()` returns its result, but is freed by garbage
 * collection only, so the job is asked: a job that goes on returns nothing or a promise.
 */
export class JobWatch extends RequestWatch {
  #ranSynchronously = false;

  constructor(job: Resource) {
    super(job);
    const run = job.run?.bind(job);
    shadow(job, "run", () => {
      const result = run?.();
      this.#ranSynchronously = Array.isArray(result);
      return result;
    });
  }

  override progress(): Progress {
    return this.#ranSynchronously ? "ended" : super.progress();
  }
}

/** The reader of a Blob dies by garbage collection only: it counts while it owes somebody a chunk. */
export class BlobReaderWatch implements Watch {
  readonly #reader: WeakRef<Resource>;
  #owes = 0;

  constructor(reader: Resource) {
    this.#reader = new WeakRef(reader);
    const pull = reader.pull?.bind(reader);
    shadow(reader, "pull", (callback: (...chunk: unknown[]) => unknown) => {
      this.#owes += 1;
      return pull?.((...chunk) => {
        this.#owes -= 1;
        return callback(...chunk);
      });
    });
  }

  progress(): Progress {
    if (this.#owes > 0) return "underway";
    return this.#reader.deref() === undefined ? "ended" : "dormant";
  }
}

/** A compressor dies by garbage collection only: it counts while it has a chunk, which it gives up when it is done. */
export class ZlibWatch implements Watch {
  readonly #engine: WeakRef<Resource>;

  constructor(engine: Resource) {
    this.#engine = new WeakRef(engine);
  }

  progress(): Progress {
    const engine = this.#engine.deref();
    if (engine === undefined) return "ended";
    // The owner is unknown before the first chunk. After an error Node closes the engine, which keeps its chunk.
    const owner = ownerOfHandle(engine);
    if (owner !== undefined && owner._handle !== engine) return "ended";
    return engine.buffer === undefined || engine.buffer === null ? "dormant" : "underway";
  }
}
