import { beforeEach, vi } from "vitest";
import { sleep } from "#index";
import { test } from "#vitest/index";

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

test("runs on a loop", () => sleep(1));
test.explore("explores", () => sleep(1));
