/** Holds the items of a queue, and decides which of them comes out next. */
export interface Store<T> extends Iterable<T> {
  readonly size: number;
  add(item: T): void;
  /** Called only while there is an item. */
  take(): T;
}
