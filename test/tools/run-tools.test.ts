import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { TOOLS, toolNamed } from "../../tools/catalogue.ts";
import { cachePath, type Environment } from "../../tools/recipe.ts";
import { type ExitCode, runTools } from "../../tools/run-tools.ts";
import { type FakeHome, fakeHome } from "./fake-programs.ts";

interface Run {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(args: readonly string[], env: Environment, terminal: "terminal" | "log" = "log"): Promise<Run> {
  const written = { stdout: "", stderr: "" };
  const stream = (name: "stdout" | "stderr") => ({
    isTTY: terminal === "terminal",
    write: (text: string) => {
      written[name] += text;
    },
  });
  const exitCode = await runTools(args, { env, stdout: stream("stdout"), stderr: stream("stderr") });
  return { exitCode, ...written };
}

/** A `go` that builds a program which prints that version. */
function fakeGo(home: FakeHome, version: string): void {
  home.program(
    "go",
    `[ "$1" = version ] && exit 0
     while [ "$1" != -o ]; do shift; done
     printf '#!/bin/sh\\necho version ${version}\\n' > "$2"
     /bin/chmod 755 "$2"`,
  );
}

describe("npm run tools", () => {
  test("builds what is missing into the cache, and skips it the next time", async () => {
    const home = fakeHome();
    fakeGo(home, toolNamed("amtool").version);
    const cached = cachePath(toolNamed("amtool"), home.env);

    const first = await run(["amtool"], home.env);
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.stdout).toMatch(/^built +amtool 0\.34\.2 .*\/amtool \(\d+ s\)\n$/);
    expect(first.stderr).toMatch(/^building amtool 0\.34\.2 .* 0 s\n/);
    expect(readdirSync(dirname(cached))).toEqual(["amtool"]);

    home.program("go", "exit 1");
    const second = await run(["amtool"], home.env);
    expect(second).toEqual({ exitCode: 0, stdout: expect.stringMatching(/^present +amtool/), stderr: "" });
  });

  test("gives the compiler the files that a module lacks, and leaves none of that behind", async () => {
    const home = fakeHome();
    const told = join(home.folder, "told");
    home.program(
      "go",
      `[ "$1" = version ] && exit 0
       [ "$1" = mod ] && echo '{"Dir": "/modules/alertmanager"}' && exit 0
       while [ "$1" != -o ]; do
         case "$1" in -modfile | -overlay) /bin/cat "$2" >> ${told};; esac
         shift
       done
       printf '#!/bin/sh\necho version ${toolNamed("alertmanager").version}\n' > "$2"
       /bin/chmod 755 "$2"`,
    );
    expect(await run(["alertmanager"], home.env)).toMatchObject({ exitCode: 0 });
    const [, folder] =
      /^replace github\.com\/prometheus\/alertmanager => (.*)$/m.exec(readFileSync(told, "utf8")) ?? [];
    expect(readFileSync(told, "utf8")).toContain(`{"Replace":{"${folder}/ui/app/dist/index.html":"`);
    expect(readdirSync(dirname(cachePath(toolNamed("alertmanager"), home.env)))).toEqual(["alertmanager"]);
  });

  test("shows the compiler's last lines when a build fails, and still builds the others", async () => {
    const home = fakeHome();
    home.program(
      "go",
      `[ "$1" = version ] && exit 0
       case "$*" in *etcd*) echo "go: downloading x v1.0.0" >&2; echo "main.go:1: undefined: y" >&2; exit 1;; esac
       while [ "$1" != -o ]; do shift; done
       printf '#!/bin/sh\\necho version 0.34.2\\n' > "$2"
       /bin/chmod 755 "$2"`,
    );
    const { exitCode, stdout } = await run(["etcd", "amtool"], home.env);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^built +amtool .*\nfailed +etcd 3\.7\.3 +after \d+ s:\n {4}main\.go:1: undefined: y\n$/);
  });

  test("refuses a binary of another version and leaves nothing behind", async () => {
    const home = fakeHome();
    fakeGo(home, "1.2.3");
    const { exitCode, stdout } = await run(["amtool"], home.env);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("the binary prints version 1.2.3, tools/catalogue.ts says 0.34.2");
    expect(readdirSync(dirname(cachePath(toolNamed("amtool"), home.env)))).toEqual([]);
  });

  test("says what to do where Go is missing", async () => {
    const home = fakeHome();
    const { exitCode, stdout, stderr } = await run(["amtool"], home.env);
    expect(exitCode).toBe(1);
    expect(stderr).toBe("go was not found on PATH, or does not run: install Go 1.26 or newer, then run this again\n");
    expect(stdout).toMatch(/^missing +amtool/);
  });

  test("lists every tool without building one", async () => {
    const home = fakeHome();
    home.program("go", 'echo called > "$HOME/called"');
    const { exitCode, stdout } = await run(["--list"], home.env);
    expect(exitCode).toBe(0);
    expect(stdout.trimEnd().split("\n")).toHaveLength(TOOLS.length);
    for (const tool of TOOLS) expect(stdout).toContain(tool.why);
    expect(existsSync(`${home.folder}/called`)).toBe(false);
  });

  test("writes one JSON document for machines", async () => {
    const home = fakeHome();
    const path = home.program("etcd", "echo etcd Version: 3.7.3");
    const { stdout } = await run(["--json", "--list", "etcd", "amtool"], home.env);
    expect(JSON.parse(stdout)).toEqual({
      tools: [
        { name: "amtool", version: "0.34.2", state: "missing" },
        { name: "etcd", version: "3.7.3", state: "present", path },
      ],
    });
  });

  test("names every wrong argument at once, with the nearest right one", async () => {
    const { exitCode, stderr } = await run(["promtol", "--lst", "kube-apiservr"], fakeHome().env);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("unknown option --lst; allowed: --help, --json, --list\n");
    expect(stderr).toContain("unknown tool promtol; did you mean promtool?");
    expect(stderr).toContain("unknown tool kube-apiservr; did you mean kube-apiserver?");
  });

  test("says what is wrong with the arguments as JSON where JSON was asked for", async () => {
    const { exitCode, stdout, stderr } = await run(["--json", "promtol"], fakeHome().env);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ problems: [{ message: expect.stringContaining("promtol") }] });
  });

  test("explains itself", async () => {
    const { exitCode, stdout } = await run(["--help"], fakeHome().env);
    expect(exitCode).toBe(0);
    for (const tool of TOOLS) expect(stdout).toContain(tool.name);
  });

  test("colours a terminal only, and not where NO_COLOR is set or the terminal knows no colours", async () => {
    const env = { ...fakeHome().env, TERM: "xterm" };
    const colour = "\u001b[";
    expect((await run(["--list"], env, "terminal")).stdout).toContain(colour);
    expect((await run(["--list"], { ...env, NO_COLOR: "1" }, "terminal")).stdout).not.toContain(colour);
    expect((await run(["--list"], { ...env, TERM: "dumb" }, "terminal")).stdout).not.toContain(colour);
    expect((await run(["--list"], env, "log")).stdout).not.toContain(colour);
  });
});
