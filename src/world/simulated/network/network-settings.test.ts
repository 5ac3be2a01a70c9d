import { describe, expect, it } from "vitest";
import { simulatedWorld } from "#testing";

function errorOf(settings: object): string {
  try {
    simulatedWorld(settings);
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message.split("\n")[0] ?? ""}`;
  }
  return "nothing";
}

describe("simulatedWorld()", () => {
  it("takes hosts, and links between them", () => {
    expect(
      errorOf({
        hosts: { web: {}, "db.example": { address: ["10.0.0.2", "fd00::2"], certificate: ["db"] } },
        link: { latency: [0, 1], bandwidth: 10, window: 1, sizes: [Infinity, 1, 0.5], faults: ["reset"], drops: false },
        links: { "web → db.example": {}, "web -> web": {}, "db.example - web": { drops: true } },
        lookupLatency: [0.1],
      }),
    ).toBe("nothing");
  });

  it.each([
    [{ host: {} }, "ValueError: Unknown option of simulatedWorld(): host"],
    [{ hosts: [] }, "TypeError: hosts must be an object, got <Array>"],
    [{ hosts: {} }, "ValueError: Invalid hosts: none"],
    [{ hosts: { "a b": {} } }, 'ValueError: Invalid name of a host: "a b"'],
    [{ hosts: { "10.0.0.1": {} } }, 'ValueError: Invalid name of a host: "10.0.0.1"'],
    [{ hosts: { db: { adress: "" } } }, "ValueError: Unknown option of the host db: adress"],
    [{ hosts: { db: { address: "10.0.0" } } }, 'ValueError: Invalid address of the host db: "10.0.0"'],
    [{ hosts: { db: { address: "127.0.0.1" } } }, 'ValueError: Invalid address of the host db: "127.0.0.1"'],
    [{ hosts: { db: { address: "10.0.0.256" } } }, 'ValueError: Invalid address of the host db: "10.0.0.256"'],
    [
      { hosts: { a: { address: "::2" }, b: { address: "::2" } } },
      "ValueError: The hosts a and b have one address: ::2",
    ],
    [{ hosts: { db: { clock: 1 } } }, "TypeError: clock of the host db must be a list, got 1"],
    [{ hosts: { db: { clock: [0, Infinity] } } }, "ValueError: Invalid clock of the host db: Infinity"],
    [{ hosts: { db: { certificate: "db" } } }, 'TypeError: certificate of the host db must be a list, got "db"'],
    [{ links: { "web > db": {} } }, 'ValueError: Invalid name of a link: "web > db"'],
    [{ links: { "localhost → db": {} } }, 'ValueError: Unknown host in the link "localhost → db": db'],
    [{ links: { "localhost → localhost": { delay: 1 } } }, "ValueError: Unknown option of a link: delay"],
    [{ link: { latency: 1 } }, "TypeError: latency of link must be a list, got 1"],
    [{ link: { latency: [] } }, "ValueError: Invalid latency of link: an empty list"],
    [{ link: { latency: [-1] } }, "ValueError: Invalid latency of link: -1"],
    [{ link: { bandwidth: 0 } }, "ValueError: Invalid bandwidth of link: 0"],
    [{ link: { window: Number.NaN } }, "ValueError: Invalid window of link: NaN"],
    [{ link: { sizes: [1.5] } }, "ValueError: Invalid size of link: 1.5"],
    [{ link: { faults: ["explode"] } }, 'ValueError: Unknown fault of link: "explode"'],
    [{ link: { drops: "yes" } }, 'TypeError: drops of link must be true or false, got "yes"'],
    [{ lookupLatency: [Infinity] }, "ValueError: Invalid lookupLatency: Infinity"],
  ])("refuses %j", (settings, text) => {
    expect(errorOf(settings)).toBe(text);
  });
});
