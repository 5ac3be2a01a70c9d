import { register } from "node:module";
// oxlint-disable-next-line import/no-unassigned-import -- it registers hooks
import "timeloom/instrument/register";

register("./resolve-plain.js", import.meta.url);
