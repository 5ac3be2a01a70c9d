import { select } from "d3-selection";

/** The search box and the buttons of the page. */
export class Toolbar {
  readonly #box: HTMLInputElement;
  readonly #count: HTMLElement;

  constructor(parent: HTMLElement, { search, next, filter, save, theme }: Actions) {
    const bar = select(parent).append("div").attr("class", "tools").attr("role", "toolbar").attr("aria-label", "tools");
    const input = bar
      .append("input")
      .attr("type", "search")
      .attr("placeholder", "search tasks and operations  /")
      .attr("aria-label", "search tasks and operations");
    this.#box = input.node() as HTMLInputElement;
    this.#count = bar.append("output").attr("aria-live", "polite").node() as HTMLElement;
    const toggle = bar
      .append("button")
      .attr("type", "button")
      .attr("class", "filter")
      .attr("aria-pressed", "false")
      .attr("title", "hide steps and tasks that the failure is not about (m)")
      .text("only what matters");
    toggle.on("click", filter);
    const button = (name: string, title: string, text: string, action: () => void): void => {
      const made = bar.append("button").attr("type", "button").attr("class", name).attr("title", title);
      made.attr("aria-label", title).text(text).on("click", action);
    };
    button("save", "save a picture of the current run (s)", "save SVG", save);
    button("theme", "light or dark (t)", "◐", theme);
    this.#box.addEventListener("input", () => search(this.#box.value.trim().toLowerCase()));
    this.#box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") next(event.shiftKey ? -1 : 1);
      else if (event.key === "Escape") this.#leave(search);
      else return;
      event.preventDefault();
    });
  }

  focus(): void {
    this.#box.focus();
    this.#box.select();
  }

  /** Say how many steps were found, and which of them is shown; nothing if nothing is searched for. */
  tell(text: string): void {
    this.#count.textContent = text;
  }

  #leave(search: Actions["search"]): void {
    this.#box.value = "";
    this.#box.blur();
    search("");
  }
}

/** What the tools do. */
interface Actions {
  /** @param text - In lower case; empty if nothing is searched for. */
  readonly search: (text: string) => void;
  /** Go to the next step that was found, or to the one before. */
  readonly next: (by: 1 | -1) => void;
  readonly filter: () => void;
  readonly save: () => void;
  readonly theme: () => void;
}
