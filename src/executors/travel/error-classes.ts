import { CancelledError } from "../../core/errors/cancelled-error.ts";
import { DeadlockError } from "../../core/errors/deadlock-error.ts";
import { ExceptionGroup } from "../../core/errors/exception-group.ts";
import { InvalidStateError } from "../../core/errors/invalid-state-error.ts";
import { OutsideWaitError } from "../../core/errors/outside-wait-error.ts";
import { RuntimeError } from "../../core/errors/runtime-error.ts";
import { StepLimitError } from "../../core/errors/step-limit-error.ts";
import { TimeoutError } from "../../core/errors/timeout-error.ts";
import { UncaughtExceptionError } from "../../core/errors/uncaught-exception-error.ts";
import { UnhandledRejectionError } from "../../core/errors/unhandled-rejection-error.ts";
import { ValueError } from "../../core/errors/value-error.ts";
import { SendfileNotAvailableError } from "../../net/sendfile/sendfile-not-available-error.ts";
import { IncompleteReadError } from "../../streams/reading/incomplete-read-error.ts";
import { LimitOverrunError } from "../../streams/reading/limit-overrun-error.ts";
import { BrokenBarrierError } from "../../sync/broken-barrier-error.ts";
import { QueueEmpty } from "../../sync/queues/queue-empty.ts";
import { QueueFull } from "../../sync/queues/queue-full.ts";
import { QueueShutDown } from "../../sync/queues/queue-shut-down.ts";
import { BrokenExecutor, BrokenProcessPool, BrokenThreadPool } from "../broken-executor.ts";

/** The classes that an error has again on the other side, by name. */
export const errorClasses: ReadonlyMap<string, { readonly prototype: unknown }> = new Map(
  [
    Error,
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
    AggregateError,
    DOMException,
    BrokenBarrierError,
    BrokenExecutor,
    BrokenProcessPool,
    BrokenThreadPool,
    CancelledError,
    DeadlockError,
    ExceptionGroup,
    IncompleteReadError,
    InvalidStateError,
    LimitOverrunError,
    OutsideWaitError,
    QueueEmpty,
    QueueFull,
    QueueShutDown,
    RuntimeError,
    SendfileNotAvailableError,
    StepLimitError,
    TimeoutError,
    UncaughtExceptionError,
    UnhandledRejectionError,
    ValueError,
  ].map((each) => [each.name, each]),
);
