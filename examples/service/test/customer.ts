/** Ask the service. @returns the status and the body of its answer */
export async function ask(method: string, url: string, body?: unknown): Promise<[status: number, body: unknown]> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, body === undefined ? { method } : { method, headers, body: JSON.stringify(body) });
  return [response.status, await response.json()];
}

/** Resolves after so many milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
