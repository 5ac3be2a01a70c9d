import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { command } from "./command.mjs";

/**
 * The Node of a major version. A dependency `node` would shadow the machine's Node in every npm script: each lives in a
 * folder of its own.
 *
 * @param {string} major
 */
export async function nodeOf(major) {
  const folder = resolve(".matrix", major);
  const node = resolve(folder, "node_modules/node/bin/node");
  if (!existsSync(node)) {
    console.log(`node ${major}: installing`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(resolve(folder, "package.json"), '{ "private": true, "allowScripts": { "node": true } }\n');
    await must(`npm install --prefix "${folder}" --no-package-lock --no-audit --no-fund node@${major}`);
  }
  return node;
}

/**
 * What a shell command prints.
 *
 * @param {string} line
 */
export async function must(line) {
  const { code, output } = await command(line);
  if (code !== 0) throw new Error(`Cannot run ${line}\n${output}`);
  return output;
}
