import { beforeEach, describe, expect, it } from "vitest";
import { Protocol, ValueError } from "#index";
import { FlowControl } from "#net/transports/flow-control";

describe("FlowControl", () => {
  const calls: string[] = [];
  const reports: unknown[] = [];
  let size = 0;
  let protocol = new Protocol();
  const buffer = {
    getWriteBufferSize: () => size,
    getProtocol: () => protocol,
    report: (report: { readonly message: string; readonly exception?: unknown }) =>
      void reports.push(report.message, report.exception),
  };

  beforeEach(() => {
    calls.length = 0;
    reports.length = 0;
    size = 0;
    protocol = Object.assign(new Protocol(), {
      pauseWriting: () => void calls.push("pause"),
      resumeWriting: () => void calls.push("resume"),
    });
  });

  it("pauses above the high-water mark, once, and resumes at the low-water mark, once", () => {
    const flow = new FlowControl(buffer);
    flow.setLimits({ high: 10, low: 5 });
    for (size of [9, 10, 11, 12]) flow.grown();
    expect(calls).toEqual(["pause"]);
    expect(flow.isPaused).toBe(true);

    for (size of [11, 6, 5, 4, 0]) flow.shrunk();

    expect(calls).toEqual(["pause", "resume"]);
    expect(flow.isPaused).toBe(false);
  });

  it("pauses at once if new limits are below what is buffered", () => {
    const flow = new FlowControl(buffer);
    size = 100;

    flow.setLimits({ high: 99 });

    expect(calls).toEqual(["pause"]);
  });

  it.each([
    [{}, [16_384, 65_536]],
    [{ high: 100 }, [25, 100]],
    [{ low: 100 }, [100, 400]],
    [{ high: 0 }, [0, 0]],
    [{ high: 100, low: 100 }, [100, 100]],
  ])("with %o has the limits of CPython", (limits, expected) => {
    const flow = new FlowControl(buffer);

    flow.setLimits(limits);

    expect(flow.limits).toEqual(expected);
  });

  it("refuses limits that contradict each other", () => {
    const flow = new FlowControl(buffer);

    for (const limits of [{ high: 0, low: 1 }, { high: 5, low: -1 }, { low: -1 }, { high: Number.NaN }]) {
      expect(() => flow.setLimits(limits)).toThrow(ValueError);
    }
    expect(() => flow.setLimits({ high: 0, low: 1 })).toThrow(
      /^high \(0\) must be >= low \(1\) must be >= 0\n {2}hint: /,
    );
    expect(flow.limits).toEqual([16_384, 65_536]);
  });

  it("reports a protocol that throws", () => {
    const failure = new Error("no pause");
    protocol = Object.assign(new Protocol(), {
      pauseWriting: () => {
        throw failure;
      },
      resumeWriting: () => {
        throw failure;
      },
    });
    const flow = new FlowControl(buffer);

    size = 65_537;
    flow.grown();
    size = 0;
    flow.shrunk();

    expect(reports).toEqual(["protocol.pauseWriting() failed", failure, "protocol.resumeWriting() failed", failure]);
  });
});
