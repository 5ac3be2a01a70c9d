import type { Entry } from "../../../core/contracts/loop-core.ts";

/** Something that happens to a process once, when the search lets it. */
export class Arrival implements Entry {
  readonly kind = "arrival";
  readonly isMacrotask = true;
  readonly title: string;
  readonly #happens: () => void;

  /** @param title - What happens, for reports: `ls (101): exit`. */
  constructor(title: string, happens: () => void) {
    this.title = title;
    this.#happens = happens;
  }

  runTurn(): void {
    this.#happens();
  }
}
