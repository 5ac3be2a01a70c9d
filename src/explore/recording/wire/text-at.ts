/** The bytes of `data` from `start` to before `end`, as text: what is no ASCII is a dot. At most `most` of them. */
export function textAt(data: Uint8Array, start: number, end: number, most: number = 400): string {
  let text = "";
  for (let at = start; at < Math.min(end, data.length, start + most); at++) {
    const byte = data[at] as number;
    text += byte < 128 ? String.fromCharCode(byte) : "·";
  }
  return text;
}
