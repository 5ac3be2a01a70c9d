/** The symbol by which Node itself calls a property of `object`. */
export function symbolOf(object: object, description: string): symbol {
  const found = Object.getOwnPropertySymbols(object).find((symbol) => symbol.description === description);
  if (found !== undefined) return found;
  throw new Error(`Cannot simulate the network: this version of Node has no ${description}`);
}
