import { expect, it } from "vitest";
import { createTest } from "#vitest/index";

it.each([
  [null, "TypeError: settings must be an object, got null"],
  [{ leeks: true }, "ValueError: Unknown option of createTest(): leeks"],
  [{ leaks: 1 }, "TypeError: leaks must be true or false, got 1"],
  [{ checks: 5 }, 'TypeError: checks must be a list of checks, or "all", got 5'],
  [{ schedules: "no" }, 'TypeError: schedules must be true or false, got "no"'],
  [{ io: "no" }, 'TypeError: io must be one of "wait", "forbid", got "no"'],
  [{ debug: 0 }, "TypeError: debug must be true or false, got 0"],
  [{ seed: 0.5 }, "ValueError: Invalid seed: 0.5"],
  [{ world: 1 }, 'TypeError: world must be "real", "simulated" or a world, got 1'],
  [{ explore: { world: "no" } }, 'TypeError: world must be "real", "simulated" or a world, got "no"'],
  [{ globals: "yes" }, 'TypeError: globals must be true, false or settings of fakeGlobals(), got "yes"'],
  [{ globals: { date: 0 } }, "ValueError: Unknown option of createTest({ globals }): date"],
  [{ explore: 7 }, "TypeError: explore must be an object, got 7"],
  [{ explore: { excutions: 7 } }, "ValueError: Unknown option of createTest({ explore }): excutions"],
  [{ explore: { executions: "7" } }, 'TypeError: executions must be a number, got "7"'],
  [{ explore: { allowOneOrder: 1 } }, "TypeError: allowOneOrder must be true or false, got 1"],
])("createTest(%o) is refused: %s", (settings: unknown, text) => {
  const create = (): unknown => createTest(settings as Parameters<typeof createTest>[0]);

  expect(create).toThrow(expect.objectContaining({ message: expect.stringContaining(text.replace(/^\w+: /, "")) }));
  expect(create).toThrow(expect.objectContaining({ name: /^\w+/.exec(text)?.[0] }));
});

it("lets options that are undefined be", () => {
  expect(() => createTest({ leaks: undefined, explore: undefined, globals: undefined })).not.toThrow();
});
