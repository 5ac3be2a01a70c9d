// The pages are tested in a real browser: Debian's Chromium, installed here if it is missing and may be.
import { existsSync } from "node:fs";
import { install } from "./install.mjs";

const found = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(found)) {
  install(["chromium"]);
  if (!existsSync(found)) {
    console.error(
      "Chromium is missing: the tests of pages will fail\n  hint: install it, and set CHROMIUM to its path",
    );
  }
}
