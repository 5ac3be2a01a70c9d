import { describe, expect, it } from "vitest";
import { run, sleep } from "#index";
import { fifo, type Probe, shared, virtualLoop } from "#testing";
import { Executions } from "#explore/execution/executions";

/** What `act` tells about `object`, as `read x`. */
async function told(object: object, act: (declared: never) => unknown): Promise<readonly string[]> {
  const lines: string[] = [];
  const probe: Probe = {
    accessed: (target, part, kind) =>
      void (target === object && lines.push(`${kind} ${typeof part === "string" ? part : "all"}`)),
  };
  const executions = new Executions(() => void act(shared(object) as never), {
    ...{ seed: 0, maxIterations: 100, maxTime: 100, checks: new Set<never>() },
  });
  await executions.run("fifo", fifo, { probe });
  return [...new Set(lines)];
}

describe("shared()", () => {
  it("tells reads and writes of properties", async () => {
    expect(await told({ a: 1, b: 2 }, (object: { a: number; b: number }) => (object.a = object.b))).toEqual([
      "read b",
      "write a",
    ]);
    expect(await told({ a: 1 }, (object: object) => Object.keys(object))).toContain("read all");
    expect(await told({ a: 1 }, (object: { a?: number }) => delete object.a)).toEqual(["write a"]);
  });

  it("tells what a loop over an array has read when it reads it", async () => {
    expect(await told([1], (list: number[]) => list.push(2))).toEqual(
      expect.arrayContaining(["write 1", "read length"]),
    );
    expect(await told([1, 2], ([first]: number[]) => first)).toEqual(expect.arrayContaining(["read 0"]));
  });

  it("tells that a Map or a Set is read, or read and written, as a whole", async () => {
    expect(await told(new Map([[1, 2]]), (map: Map<number, number>) => map.get(1))).toEqual(["read all"]);
    expect(await told(new Set([1]), (set: Set<number>) => [...set])).toEqual(["read all"]);
    expect(await told(new Set([1]), (set: Set<number>) => set.add(2))).toEqual(["read all", "write all"]);
  });

  it("returns the object itself where nobody listens", async () => {
    const object = {};
    const same = await run(
      function* () {
        yield* sleep(0);
        return shared(object) === object;
      },
      { loopFactory: virtualLoop() },
    );

    expect([same, shared(object) === object]).toEqual([true, true]);
  });

  it("tells what a setter writes, also one that comes later", async () => {
    class Temperature {
      celsius = 0;
      set kelvin(value: number) {
        this.celsius = value - 273;
      }
    }

    expect(await told(new Temperature(), (object: Temperature) => (object.kelvin = 300))).toContain("write celsius");
    const late = { celsius: 0, kelvin: 0 };
    const redefine = (object: typeof late): void => {
      object.kelvin = 1;
      Object.defineProperty(object, "kelvin", {
        set(this: typeof late, value: number) {
          this.celsius = value;
        },
      });
      object.kelvin = 2;
    };
    expect(await told(late, redefine)).toContain("write celsius");
  });

  it("refuses an object with private fields, which nobody sees, also inherited ones", () => {
    class Hidden {
      readonly #value = 1;
      get value(): number {
        return this.#value;
      }
    }
    class Heir extends Hidden {}

    expect(() => shared(new Heir())).toThrow(/private fields\n {2}hint: put the state in an object of its own/);
  });

  it("needs an object", () => {
    expect(() => shared(1 as never)).toThrow("shared() needs an object, got 1\n  hint: wrap a value in one");
  });
});
