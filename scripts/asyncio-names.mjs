// Writes docs/asyncio-names.json: every public name of asyncio in CPython 3.14, which is part of the package `pyodide`.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Public names of asyncio.
 *
 * @typedef {object} AsyncioNames
 * @property {Record<string, readonly string[]>} names - `__all__` of each module, with what only some systems have.
 * @property {readonly string[]} loop - Methods and attributes of a loop.
 * @property {Record<string, readonly string[]>} members - Methods and attributes of the other classes.
 */

// `__all__` is read from the sources: on WebAssembly some names are not there when it runs.
const program = `
import ast, asyncio, asyncio.subprocess, importlib.resources, json

def names_of(source):
    for node in ast.walk(ast.parse(source)):
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if getattr(target, "id", "") == "__all__" and isinstance(node.value, ast.Tuple):
            yield from (element.value for element in node.value.elts)

def members_of(cls):
    bases = [base for base in cls.__mro__ if base is not object]
    return sorted({name for base in bases for name in vars(base) if not name.startswith("_")})

files = [file for file in importlib.resources.files("asyncio").iterdir() if file.suffix == ".py"]
modules = {file.stem: sorted(set(names_of(file.read_text()))) for file in files if file.stem != "__init__"}
modules["subprocess"] += ["DEVNULL", "PIPE", "Process", "STDOUT"]

everything = {name: getattr(asyncio, name) for name in asyncio.__all__} | {"Process": asyncio.subprocess.Process}
none = (BaseException, asyncio.AbstractEventLoop)
classes = {name: it for name, it in everything.items() if isinstance(it, type) and not issubclass(it, none)}

json.dumps({
    "names": {name: modules[name] for name in sorted(modules) if modules[name]},
    "loop": [*members_of(asyncio.AbstractEventLoop), "slow_callback_duration"],
    "members": {name: members_of(classes[name]) for name in sorted(classes)},
})
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = join(import.meta.dirname, "../docs/asyncio-names.json");
  writeFileSync(path, `${JSON.stringify(await asyncioNames(), undefined, 2)}\n`);
}

/**
 * The names as CPython has them now.
 *
 * @returns {Promise<AsyncioNames>}
 */
export async function asyncioNames() {
  const load = createRequire(import.meta.url); // its declarations need those of browsers
  /** @type {{ loadPyodide: () => Promise<{ runPython: (code: string) => string }> }} */
  const { loadPyodide } = load("pyodide");
  const python = await loadPyodide();
  return JSON.parse(python.runPython(program));
}
