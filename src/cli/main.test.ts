import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** How the command has ended, and what it has printed. */
interface Outcome {
  readonly code: number | string;
  readonly out: readonly string[];
  readonly problems: readonly string[];
}

function timeloom(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["dist/cli/main.js", ...args], (error, stdout, stderr) => {
      const lines = (text: string): string[] => text.trimEnd().split("\n");
      resolve({ code: error?.code ?? 0, out: lines(stdout), problems: lines(stderr) });
    });
  });
}

const file = "src/cli/fixtures/lost-update.mjs";
const found = "v1:main.0.x0@1=main.1.x0@1,main.0.x0@1=main.1.x1@1";

describe.concurrent("timeloom replay", () => {
  it("prints the report of a schedule that fails, and exits with 1", async () => {
    const { code, out } = await timeloom("replay", file, "--schedule", found);

    expect([code, out[0], out[1]]).toEqual([1, "AssertionError: the reset is lost", "110 !== 0"]);
  });

  it("runs in the default order without a schedule, and exits with 0 if it passes", async () => {
    await expect(timeloom("replay", file)).resolves.toEqual({
      code: 0,
      out: [`passed    ${file} does not fail in the default order`],
      problems: [""],
    });
  });

  it("runs in the world that the file exports, as explore does", async () => {
    const inAWorld = "src/cli/fixtures/in-a-world.mjs";
    const refused = "Error: connect ECONNREFUSED 10.0.0.2:5432";

    const explored = await timeloom("explore", inAWorld);
    const replayed = await timeloom("replay", inAWorld, "--schedule", "v1:main.x1@1=refuse");

    expect([explored.code, explored.out[0]]).toEqual([1, refused]);
    expect(explored.out.at(-1)).toBe('  in tests  await replay(body, "v1:main.x1@1=refuse", { world })');
    expect([replayed.code, replayed.out[0]]).toEqual([1, refused]);
  });

  it("says which deviations have not become possible", async () => {
    const { code, out } = await timeloom("replay", file, "--export", "fixed", "--schedule", "v1:main.9@1=main.8@1");

    expect(code).toBe(3);
    expect(out).toEqual([
      `passed    ${file} does not fail by this schedule`,
      "skipped   main.9@1=main.8@1 never became possible",
      "  hint: the program has changed since, or the report names another --level",
    ]);
  });

  it.each([
    {
      args: [],
      problems: ["Cannot run timeloom: a command is missing", "  hint: timeloom explore <file>, or timeloom --help"],
    },
    {
      args: ["play"],
      problems: [
        'Cannot run timeloom: there is no command "play"',
        "  hint: timeloom explore <file>, or timeloom --help",
      ],
    },
    {
      args: ["replay"],
      problems: ["Cannot replay: a file is missing", "  hint: timeloom replay <file> --schedule v1:…"],
    },
    {
      args: ["replay", "nowhere.mjs"],
      problems: ["Cannot replay nowhere.mjs: there is no such file", "  hint: pass its path from the current folder"],
    },
    {
      args: ["explore", "src"],
      problems: ["Cannot explore src: it is a folder", "  hint: pass the path of the file that exports the program"],
    },
    {
      args: ["replay", file, "--export", "other"],
      problems: [`Cannot replay ${file}: it has no export "other"`, "  hint: --export default, or --export fixed"],
    },
    {
      args: ["replay", file, "--export", "retries"],
      problems: [
        `Cannot replay ${file}: no function is exported as "retries"`,
        "  hint: --export default, or --export fixed",
      ],
    },
    {
      args: ["replay", file, "--seed", "five"],
      problems: ['Cannot replay: --seed is not a number: "five"', "  hint: --seed 100"],
    },
    {
      args: ["replay", file, "--schedule", "main.0@1"],
      problems: [
        'Cannot replay: Invalid schedule at character 1: expected "v1:", got "main.0@1"',
        '  hint: copy the whole schedule from the report, from "v1:" on',
      ],
    },
    {
      args: ["replay", file, "--level", "all"],
      problems: ["Cannot replay: Invalid level: all", '  hint: use "fifo", "env", "jitter" or "any-order"'],
    },
    {
      args: ["replay", file, "--fast"],
      problems: ["Cannot replay: Unknown option '--fast'", "  hint: timeloom --help lists the options"],
    },
  ])("exits with 2 and says what is wrong: $args", async ({ args, problems }) => {
    await expect(timeloom(...args)).resolves.toEqual({ code: 2, out: [""], problems });
  });

  it("says its version", async () => {
    const { code, out } = await timeloom("--version");

    expect([code, out]).toEqual([
      0,
      [(JSON.parse(readFileSync("package.json", "utf8")) as { version: string }).version],
    ]);
  });

  it("shows examples in its help", async () => {
    const { code, out } = await timeloom("--help");

    expect(code).toBe(0);
    expect(out).toContain("  npx timeloom replay test/account.ts --schedule v1:main.0@3=main.1@2");
  });
});

describe("a file that Node cannot load", () => {
  let folder: string;

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "timeloom-cli-")));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it("is named with its error", async () => {
    const broken = join(folder, "broken.mjs");
    writeFileSync(broken, "nothing();");
    const { code, problems } = await timeloom("replay", broken);

    expect([code, problems[0]]).toEqual([
      2,
      `Cannot replay ${broken}: it does not load: ReferenceError: nothing is not defined`,
    ]);
  });

  it("says where a file breaks the syntax", async () => {
    const broken = join(folder, "syntax.mjs");
    writeFileSync(broken, "export default function () {\n  const x = ;\n}\n");
    const { code, problems } = await timeloom("explore", broken);

    expect([code, ...problems]).toEqual([
      2,
      `Cannot explore ${broken}: it does not load: SyntaxError: Unexpected token ';'`,
      `    at ${broken}:2`,
      "      const x = ;",
      "                ^",
      "  hint: the file has to load without an error",
    ]);
  });

  it("says how to find out which file it is, where one that is imported breaks the syntax", async () => {
    const broken = join(folder, "broken-import.mjs");
    writeFileSync(broken, "const x = ;\n");
    const imports = join(folder, "imports.mjs");
    writeFileSync(imports, 'import "./broken-import.mjs";\nexport default function () {}\n');
    const { problems } = await timeloom("explore", imports);

    expect(problems).toContain("  hint: a file that it imports breaks the syntax: node --check <file> says which");
  });

  it("names the line of package.json by which Node takes it for CommonJS", async () => {
    const common = join(folder, "common");
    mkdirSync(common);
    writeFileSync(join(common, "package.json"), '{"type":"commonjs"}');
    const file = join(common, "race.js");
    writeFileSync(file, 'import "node:assert";\nexport default function () {}');
    const { code, problems } = await timeloom("explore", file);

    expect([code, ...problems.slice(-2)]).toEqual([
      2,
      `Cannot explore ${file}: Node takes it for CommonJS, by the package.json of its folder, and it has import or export`,
      '  hint: write "type": "module" into package.json (npm init writes "commonjs"), or name the file race.mjs',
    ]);
  });

  it("names a loader for TypeScript that this Node does not take", async () => {
    const typed = join(folder, "typed.mts");
    writeFileSync(typed, "enum Colour { Red }\nexport default function () {}");
    const { code, problems } = await timeloom("replay", typed);

    expect(code).toBe(2);
    expect(problems[0]).toMatch(/^Cannot replay .*typed\.mts: Node v\S+ (does not run TypeScript|strips types only)/);
    expect(problems[1]).toContain("node --import tsx node_modules/timeloom/dist/cli/main.js");
  });
});
