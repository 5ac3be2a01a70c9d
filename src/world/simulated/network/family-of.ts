/** The family of an IP address; 0 if `text` is none. */
export function familyOf(text: string): 0 | 4 | 6 {
  if (!text.includes(":")) return ipv4.test(text) ? 4 : 0;
  const [address = ""] = text.split("%");
  const groups = address.split(":");
  const fits = groups.length > 2 && groups.length < 9 && groups.every((group) => /^[\da-f]{0,4}$/i.test(group));
  return fits && (groups.length === 8 || address.includes("::")) ? 6 : 0;
}

/** Four numbers up to 255. */
const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|[01]?\d?\d)(?:\.(?!$)|$)){4}$/;

/** Whether `address` reaches only the host itself. */
export function isLoopback(address: string): boolean {
  return address.startsWith("127.") || address === "::1";
}

/** Whether `address` stands for all addresses of a host. */
export function isWildcard(address: string): boolean {
  return address === "0.0.0.0" || address === "::";
}
