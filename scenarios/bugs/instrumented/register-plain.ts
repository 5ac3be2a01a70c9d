import { register } from "node:module";
import "timeloom/instrument/register";

register("./resolve-plain.js", import.meta.url);
