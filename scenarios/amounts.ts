/** Virtual seconds for a reader: "0.75 s", "10 min", "1 min 30 s", "2 h 13 min". */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Number(seconds.toFixed(3))} s`;
  const whole = Math.round(seconds);
  if (whole < 3_600) return pair(Math.floor(whole / 60), "min", whole % 60, "s");
  const minutes = Math.round(seconds / 60);
  return pair(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

function pair(count: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${count} ${unit}` : `${count} ${unit} ${rest} ${restUnit}`;
}

/** Real milliseconds for a reader: "0.4 ms", "123 ms". */
export function milliseconds(ms: number): string {
  return `${ms < 100 ? ms.toFixed(1) : ms.toFixed(0)} ms`;
}

/** How much longer the virtual time is than the real one: "12,000 ×". */
export function compression(virtualSeconds: number, realMs: number): string {
  const factor = (virtualSeconds * 1_000) / realMs;
  return `${Number(factor.toPrecision(2)).toLocaleString("en")} ×`;
}
