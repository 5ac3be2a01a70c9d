import { fixed } from "./fixed.ts";

/** The payment provider, a service of somebody else. */
export class Bank {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Take the money for an order. Tries once more if no answer comes. */
  async charge(order: string, amount: number): Promise<void> {
    try {
      await this.#post(order, amount);
    } catch {
      await this.#post(order, amount);
    }
  }

  async #post(order: string, amount: number): Promise<void> {
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (fixed) headers["idempotency-key"] = order; // the bank takes the second request for the first
    const response = await fetch(`${this.#url}/charges`, {
      method: "POST",
      headers,
      body: JSON.stringify({ order, amount }),
      signal: AbortSignal.timeout(5_000),
    });
    if (!response.ok) throw new Error(`the bank answers ${response.status}`);
    await response.arrayBuffer();
  }
}
