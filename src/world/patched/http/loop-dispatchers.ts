import { performance } from "node:perf_hooks";
import { ServiceKey } from "../../../core/contracts/service-key.ts";
import type { LoopCore } from "../../../core/contracts/loop-core.ts";
import type { Engine } from "../../../loop/engine.ts";
import { networkHere } from "../network-here.ts";
import { realmOf } from "../realm-of.ts";
import { ParserProbe } from "./parser-probe.ts";
import { UndiciClock } from "./undici-clock.ts";

/**
 * Give `fetch` and undici a global dispatcher for each loop: what undici keeps between requests belongs to one loop, and ends with it.
 *
 * A dispatcher that somebody has set, such as a `MockAgent`, stays in force inside of loops.
 *
 * @returns a function that puts the host's dispatchers back
 */
export function loopDispatchers(): () => void {
  const restores: (() => void)[] = [];
  const clocks = new Set<UndiciClock>();
  let newest: Dispatcher | undefined;
  for (const { realm, symbol } of places()) {
    const original = Reflect.get(realm, symbol) as Dispatcher;
    restores.push(() => Reflect.set(realm, symbol, original));
    if (isWrapper(original) && newest !== undefined) {
      Reflect.set(realm, symbol, new original.constructor(newest));
      continue;
    }
    const clock = isPlain(original) ? UndiciClock.of(original.constructor) : undefined;
    if (clock !== undefined) clocks.add(clock);
    const parser = isPlain(original) ? new ParserProbe(original.constructor) : undefined;
    newest = perLoop(original, clocks, parser);
    Reflect.set(realm, symbol, newest);
  }
  return () => {
    for (const restore of restores) restore();
  };
}

/** Where copies of undici keep their global dispatchers: Node's own, and the package. */
function places(): { readonly realm: object; readonly symbol: symbol }[] {
  Reflect.get(globalThis, "Request"); // loads undici, which sets its dispatchers
  const realms = new Set<object>([globalThis, realmOf(process)]);
  return [...realms].flatMap((realm) =>
    Object.getOwnPropertySymbols(realm)
      .filter(({ description }) => description?.startsWith("undici.globalDispatcher") === true)
      .map((symbol) => ({ realm, symbol })),
  );
}

/** As far as undici itself uses it. */
interface Dispatcher {
  dispatch(options: object, handler: object): boolean;
  destroy(): Promise<void>;
  readonly constructor: new (inner?: unknown) => Dispatcher;
}

/** Whether it is the one that undici has set itself. */
function isPlain({ constructor: Class }: Dispatcher): boolean {
  return Class.name === "Agent";
}

/** Whether it puts the newest dispatcher, which undici 8 sets first, in the shape that older copies of undici expect. */
function isWrapper({ constructor: Class }: Dispatcher): boolean {
  return Class.name === "Dispatcher1Wrapper";
}

function perLoop(original: Dispatcher, clocks: ReadonlySet<UndiciClock>, parser: ParserProbe | undefined): Dispatcher {
  const dispatch = (options: object, handler: object): boolean => {
    const engine = networkHere()?.engine;
    if (engine === undefined) return original.dispatch(options, handler);
    if (parser?.isReady === false) engine.hostWaits.add(parser.isAwaited);
    return engine.service(dispatchers).of(original, clocks).dispatch(options, untilClosed(engine, handler));
  };
  return Object.create(original, { dispatch: { value: dispatch, writable: true, configurable: true } }) as Dispatcher;
}

/** `handler`, which hears of nothing once the loop is closed. */
function untilClosed(engine: Engine, handler: object): object {
  return new Proxy(handler, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...args: unknown[]): unknown => (engine.isClosed() ? undefined : Reflect.apply(value, target, args));
    },
    set: (target, name, value) => Reflect.set(target, name, value),
  });
}

/** The dispatchers of one loop. */
class LoopDispatchers {
  readonly #made = new Map<Dispatcher, Dispatcher>();
  #clocks: ReadonlySet<UndiciClock> = new Set();

  of(original: Dispatcher, clocks: ReadonlySet<UndiciClock>): Dispatcher {
    const known = this.#made.get(original);
    if (known !== undefined) return known;
    if (!isPlain(original)) return original;
    if (this.#made.size === 0) for (const clock of clocks) clock.forget(); // what is left over would stop it
    performance.setResourceTimingBufferSize(unlimited); // Node tells of a full buffer in an immediate, which is of the host
    this.#clocks = clocks;
    const { constructor: Class } = original;
    const made = new Class();
    this.#made.set(original, made);
    return made;
  }

  /** Nothing of this loop is left in undici's list of timers. */
  loopClosed(): void {
    for (const dispatcher of this.#made.values()) void dispatcher.destroy().catch(() => undefined);
    for (const clock of this.#clocks) clock.forget();
    if (this.#made.size === 0) return;
    performance.clearResourceTimings();
    performance.setResourceTimingBufferSize(usualLimit);
  }
}

/** How many requests Node measures before its buffer is full: as many as come, and its default. */
const unlimited = 1e9;
const usualLimit = 250;

const dispatchers: ServiceKey<LoopDispatchers, LoopCore> = new ServiceKey("dispatchers", () => new LoopDispatchers());
