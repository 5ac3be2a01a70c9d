import { Lock } from "timeloom";

/** Where a balance is kept. */
export interface Store {
  read(): Promise<number>;
  write(balance: number): Promise<void>;
}

export class Account {
  readonly #store: Store;
  readonly #lock = new Lock();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Whatever comes between the read and the write is lost. */
  async deposit(amount: number): Promise<void> {
    const before = await this.#store.read();
    await this.#store.write(before + amount);
  }

  /** The same, one at a time. */
  async depositInTurn(amount: number): Promise<void> {
    await this.#lock.run(() => this.deposit(amount));
  }
}
