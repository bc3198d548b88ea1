import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A home folder of its own for one test, with a `bin` folder that is all of `PATH`; removed when the test ends. */
export interface FakeHome {
  /** `HOME`, `PATH`, nothing else. */
  readonly env: { readonly HOME: string; readonly PATH: string };
  readonly folder: string;
  /** Writes a shell script to a path, as an executable. */
  script(path: string, body: string): void;
  /** Writes a shell script of that name to the folder on `PATH`; returns its path. */
  program(name: string, body: string): string;
}

/** Makes a {@link FakeHome}. The scripts use the shell's own commands only, since `PATH` holds nothing else. */
export function fakeHome(): FakeHome {
  const folder = mkdtempSync(join(tmpdir(), "aiobs-tools-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const script = (path: string, body: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\n${body}\n`);
    chmodSync(path, 0o755);
  };
  const program = (name: string, body: string): string => {
    const path = join(bin, name);
    script(path, body);
    return path;
  };
  return { env: { HOME: folder, PATH: bin }, folder, script, program };
}
