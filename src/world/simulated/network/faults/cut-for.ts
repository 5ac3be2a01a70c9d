import type { Engine } from "../../../../loop/engine.ts";
import type { Link } from "../link.ts";
import { Patience } from "./patience.ts";

/** Let nothing through on `ways` for so many seconds. */
export function cutFor(engine: Engine, seconds: number, ways: readonly Link[]): void {
  const heal = (): void => {
    for (const way of ways) way.heal(heal);
  };
  for (const way of ways) way.cut(heal);
  engine.addTimer(new Patience("the hosts reach each other again", engine.time() + seconds, heal));
}
