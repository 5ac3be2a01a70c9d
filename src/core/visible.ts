/**
 * `text` as a terminal may show it: what would drive the terminal, such as an escape sequence or a change of the writing direction,
 * is written out, as `\u001b`. Colours are left out.
 *
 * @param shown - What stands for such a character. Default: its escape in a string.
 */
export function visible(text: string, shown: (character: string) => string = escapeOf): string {
  return text
    .replaceAll(colours, "")
    .replaceAll("\r\n", "\n")
    .replaceAll(driving, (character) => (character === "\n" || character === "\t" ? character : shown(character)));
}

/** `text` as a terminal may show it, in one line. */
export function visibleLine(text: string): string {
  return visible(text)
    .replaceAll("\n", String.raw`\n`)
    .replaceAll("\t", String.raw`\t`);
}

// oxlint-disable-next-line no-control-regex -- colours are what is left out
const colours = /\u001B\[[\d;]*m/g;

/** Control characters, line separators, and what sets the writing direction (Unicode's Bidi_Control). */
const driving = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu;

function escapeOf(character: string): string {
  return String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
