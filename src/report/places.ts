/** Shows places of the user relative to a folder. */
export class Places {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder === "" || /[/\\]$/.test(folder) ? folder : `${folder}/`;
  }

  /** `file:line` as the user would write it. */
  short(place: string): string {
    return this.within(place.replace(/^file:\/\//, ""));
  }

  /** The place without its folders, where space is short. */
  name(place: string): string {
    return /[^/\\]*$/.exec(place)?.[0] ?? place;
  }

  /** `text` with every path below the folder made relative to it. */
  within(text: string): string {
    if (this.#folder.length < 2) return text;
    return text.replaceAll(`file://${this.#folder}`, "").replaceAll(this.#folder, "");
  }
}
