import type { Operation } from "../programs/make-program.ts";
import type { Stage } from "../programs/stage.ts";

/** Begins an operation, and leads to `stage.end(operation)`. */
export type Step = (operation: Operation, stage: Stage) => void;
