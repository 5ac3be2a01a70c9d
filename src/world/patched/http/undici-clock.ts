import net from "node:net";
import { LoopTimer } from "../../../globals/loop-timer.ts";
import { virtualEngineHere } from "../../../loop/engine.ts";
import { realmOf } from "../realm-of.ts";

/**
 * The clock of one copy of undici, which has one timer for all its timeouts, and for all loops. It is set on the loop that asks for it.
 *
 * What undici keeps in its list from one loop, such as the timeout of a connection that nobody has waited for, would stop the clock for
 * the next one: {@link forget} empties the list.
 */
export class UndiciClock {
  readonly #tick: () => unknown;
  /** The timers of undici. */
  readonly #list: UndiciTimer[];
  #timer: LoopTimer | undefined = undefined;

  constructor(tick: () => unknown, list: UndiciTimer[]) {
    this.#tick = tick;
    this.#list = list;
  }

  /** Begin the delay again, on the loop of the caller. */
  refresh(): this {
    const engine = virtualEngineHere();
    this.#timer?.close();
    this.#timer = undefined;
    if (engine !== undefined) this.#timer = new LoopTimer(engine, this.#tick, tickMs, false);
    else setTimeout(this.#tick, tickMs).unref();
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  /** Stop, with all timeouts. */
  forget(): void {
    this.#timer?.close();
    this.#timer = undefined;
    for (const timer of this.#list.splice(0)) timer._state = notInList;
  }

  /** Take the place of the timer of the undici whose dispatcher `Agent` is: a request that goes nowhere makes undici set it. */
  static of(Agent: new () => Requester): UndiciClock | undefined {
    const realm = realmOf(Agent);
    const { setTimeout: hostTimeout } = realm;
    const connect: unknown = Reflect.get(net.Socket.prototype, "connect");
    const anyTimer = hostTimeout(() => undefined, 0);
    const timers = Object.getPrototypeOf(anyTimer) as object;
    realm.clearTimeout(anyTimer);
    // Its timer is one of Node's, or that of a loop which has ended.
    const kinds = [timers, LoopTimer.prototype].map((kind) => ({
      kind,
      refresh: Reflect.get(kind, "refresh") as () => unknown,
    }));
    const { push } = realm.Array.prototype;
    const others: UndiciTimer[] = [];
    let list: UndiciTimer[] = [];
    let clock: UndiciClock | undefined;
    let socket: net.Socket | undefined;
    const begin = Reflect.get(UndiciClock.prototype, "refresh");
    UndiciClock.prototype.refresh = function (this: UndiciClock): UndiciClock {
      return (clock = this); // that of an earlier simulation: undici has it still
    };
    Reflect.set(realm, "setTimeout", (callback: () => void, ...rest: [number]) => {
      return callback.name === "onTick" ? (clock = new UndiciClock(callback, list)) : hostTimeout(callback, ...rest);
    });
    for (const { kind, refresh } of kinds) {
      Reflect.set(kind, "refresh", function (this: SetTimer) {
        const tick = this instanceof LoopTimer ? this.callback : this._onTimeout;
        if (tick?.name !== "onTick") return Reflect.apply(refresh, this, []);
        const own = (clock = new UndiciClock(tick, list));
        this.refresh = () => own.refresh();
        return this;
      });
    }
    Reflect.set(realm.Array.prototype, "push", function (this: UndiciTimer[], ...items: UndiciTimer[]) {
      if (isTimer(items[0])) {
        list = this;
        Reflect.apply(push, others, this.splice(0)); // undici sets its timer for the first one only
      }
      return Reflect.apply(push, this, items);
    });
    Reflect.set(net.Socket.prototype, "connect", function (this: net.Socket) {
      return (socket = this);
    });
    try {
      const agent = new Agent();
      agent.dispatch({ origin: "http://127.0.0.1:1", path: "/", method: "GET" }, ignoring);
      socket?.emit("error", new Error("the request goes nowhere"));
      void agent.destroy().catch(() => undefined);
    } finally {
      Reflect.set(realm.Array.prototype, "push", push);
      list.push(...others);
      Reflect.set(realm, "setTimeout", hostTimeout);
      for (const { kind, refresh } of kinds) Reflect.set(kind, "refresh", refresh);
      UndiciClock.prototype.refresh = begin;
      Reflect.set(net.Socket.prototype, "connect", connect);
    }
    return clock;
  }
}

/** A timeout in the list of undici. */
interface UndiciTimer {
  _state: number;
}

/** What a call of `setTimeout()` has returned. */
type SetTimer = (LoopTimer | { readonly _onTimeout?: (() => void) | null }) & { refresh: unknown };

function isTimer(item: unknown): item is UndiciTimer {
  return typeof item === "object" && item !== null && "_state" in item && "_timerArg" in item;
}

/** The state of a timeout that is not set. */
const notInList = -2;

/** Makes requests. */
interface Requester {
  dispatch(options: object, handler: object): boolean;
  destroy(): Promise<void>;
}

const nothing = (): undefined => undefined;

/** Hears of a request in the words of any undici, and does nothing. */
const ignoring = {
  onConnect: nothing,
  onHeaders: nothing,
  onData: nothing,
  onComplete: nothing,
  onError: nothing,
  onRequestStart: nothing,
  onResponseStart: nothing,
  onResponseData: nothing,
  onResponseEnd: nothing,
  onResponseError: nothing,
};

/** How often undici looks at its timeouts, in milliseconds. */
const tickMs = 499;
