// A worker of workerpool itself.
import { createRequire } from "node:module";
import { increment } from "./increment.ts";

const workerpool = createRequire(import.meta.url)("workerpool") as { readonly worker: (methods: object) => void };
workerpool.worker({ increment });
