/** The drawing of a run as a file that needs no style sheet: what is drawn carries the colours that it has on the page. */
export function picture(drawn: SVGSVGElement, { top, width, height, title }: Part): string {
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  const [from, to] = [drawn, copy].map((each) => [...each.querySelectorAll<SVGElement>("*")]) as [
    SVGElement[],
    SVGElement[],
  ];
  from.forEach((element, at) => {
    const style = getComputedStyle(element);
    for (const name of properties) to[at]?.setAttribute(name, style.getPropertyValue(name));
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `0 ${top - titleHeight} ${width} ${height + titleHeight}`);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height + titleHeight));
  const page = getComputedStyle(document.body);
  const back = element("rect", { x: 0, y: top - titleHeight, width, height: height + titleHeight });
  back.setAttribute("fill", page.backgroundColor);
  const head = element("text", { x: 12, y: top - 9 });
  head.setAttribute("fill", page.color);
  head.setAttribute("style", "font: 600 13px system-ui, sans-serif");
  head.textContent = title;
  copy.prepend(back, head);
  return new XMLSerializer().serializeToString(copy);
}

/** The part of a drawing that a picture shows, and what is written above it. */
interface Part {
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
}

/** Let the reader save `text` as a file. */
export function download(text: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function element(name: string, attributes: Readonly<Record<string, number>>): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

const titleHeight = 28;
/** What the style sheet says of a drawing. */
const properties = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-linecap",
  "stroke-linejoin",
  "stroke-dasharray",
  "paint-order",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
];
