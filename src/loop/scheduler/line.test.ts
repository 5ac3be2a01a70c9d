import { fc } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Actor, PoolFollower } from "#testing";
import type { Entry } from "#core/contracts/loop-core";
import { Line } from "#loop/scheduler/line";

const entry = (title: string): Entry => ({ kind: "task", title, runTurn: () => {} });

/** Notes what it hears. */
class Notes implements PoolFollower {
  readonly held = new Map<number, Actor>();

  joined(actor: Actor, number: number): void {
    expect(this.held.has(number)).toBe(false);
    this.held.set(number, actor);
  }

  left(actor: Actor, number: number): void {
    expect(this.held.get(number)).toBe(actor);
    this.held.delete(number);
  }
}

describe("Line", () => {
  it("agrees with a sorted list, whatever comes and goes at whatever place", () => {
    const anyOperation = fc.oneof(
      fc.constant("push" as const),
      fc.constant("reserve" as const), // a number whose entry comes later
      fc.record({ insert: fc.nat() }),
      fc.record({ remove: fc.nat() }),
      fc.constant("follow" as const),
    );
    // Long enough to move more than a few entries at once, and to grow.
    fc.assert(
      fc.property(fc.array(anyOperation, { maxLength: 200, size: "max" }), (operations) => {
        const line = new Line();
        const reserved = [line.nextNumber()];
        const notes: Notes[] = [];
        let model: { entry: Entry; number: number }[] = [];
        let next = 1;
        for (const operation of operations) {
          if (operation === "push") {
            const each = entry(`${next}`);
            line.push(each);
            model.push({ entry: each, number: next++ });
          } else if (operation === "reserve") {
            expect(line.nextNumber()).toBe(next);
            reserved.push(next++);
          } else if (operation === "follow") {
            const follower = new Notes();
            line.follow(follower);
            notes.push(follower);
          } else if ("insert" in operation) {
            const [number] = reserved.splice(operation.insert % (reserved.length + 1), 1);
            if (number === undefined) continue;
            const each = entry(`${number}`);
            line.insert(each, number);
            model = [...model, { entry: each, number }].toSorted((one, other) => one.number - other.number);
          } else if (model.length > 0) {
            const at = operation.remove % model.length;
            const [removed] = model.splice(at, 1);
            expect(line.remove(at)).toBe(removed?.entry);
            expect(line.indexOf(removed?.number ?? 0)).toBe(-1);
          }
          expect(line.toArray()).toEqual(model.map(({ entry: each }) => each));
          for (const { held } of notes) expect(held).toEqual(new Map(model.map((each) => [each.number, each.entry])));
        }
        expect(model.map(({ number }) => line.indexOf(number))).toEqual(model.map((_, at) => at));
        expect(line.numbered()).toEqual(model);
      }),
    );
  });

  it("keeps the order also before anybody asks for a number", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(), { nil: undefined }), { maxLength: 200, size: "max" }), (operations) => {
        const line = new Line();
        const model: Entry[] = [];
        for (const removed of operations) {
          if (removed === undefined || model.length === 0) {
            const each = entry("entry");
            line.push(each);
            model.push(each);
          } else {
            const at = removed % model.length;
            expect(line.remove(at)).toBe(model.splice(at, 1)[0]);
          }
        }
        const numbered = line.numbered();

        expect(numbered.map((each) => each.entry)).toEqual(model);
        expect(numbered.map(({ number }) => line.indexOf(number))).toEqual(model.map((_, at) => at));
      }),
    );
  });

  it("lets a follower hear of what comes after it, if the line is empty at first", () => {
    const line = new Line();
    const notes = new Notes();
    line.follow(notes);

    const first = entry("first");
    line.push(first);

    expect([...notes.held.values()]).toEqual([first]);
  });

  it("can be cleared and used again", () => {
    const line = new Line();
    for (const title of ["a", "b"]) line.push(entry(title));

    line.clear();
    line.push(entry("next"));

    expect([line.length, line.at(0)?.title, line.at(1)]).toEqual([1, "next", undefined]);
  });
});
