import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Mutation } from "./mutation-places.ts";

/**
 * A test of whether the types take a change: one that they refuse would never run.
 *
 * @param root the project's folder, with its `tsconfig.json`.
 */
export function typesTake(root: string): (mutation: Pick<Mutation, "file" | "text">) => boolean {
  const config = ts.readConfigFile(join(root, "tsconfig.json"), (path) => readFileSync(path, "utf8"));
  const { options, fileNames } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const changed = new Map<string, string>();
  const versions = new Map<string, number>();
  const host: ts.LanguageServiceHost = {
    getScriptFileNames: () => fileNames,
    getScriptVersion: (file) => String(versions.get(file) ?? 0),
    getScriptSnapshot: (file) => {
      const text = changed.get(file) ?? ts.sys.readFile(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getCompilationSettings: () => options,
    getDefaultLibFileName: (given) => ts.getDefaultLibFilePath(given),
    fileExists: (file) => ts.sys.fileExists(file),
    readFile: (file) => ts.sys.readFile(file),
    readDirectory: (...args) => ts.sys.readDirectory(...args),
    directoryExists: (folder) => ts.sys.directoryExists(folder),
    getDirectories: (folder) => ts.sys.getDirectories(folder),
  };
  const service = ts.createLanguageService(host);
  const show = (path: string, text: string | undefined) => {
    if (text === undefined) changed.delete(path);
    else changed.set(path, text);
    versions.set(path, (versions.get(path) ?? 0) + 1);
  };
  return ({ file, text }) => {
    const path = join(root, file);
    show(path, text);
    const faults = [...service.getSyntacticDiagnostics(path), ...service.getSemanticDiagnostics(path)];
    show(path, undefined);
    // What nothing uses any more is left over, not wrong.
    return faults.every(({ code }) => code === UNUSED || code === UNUSED_IMPORT);
  };
}

/** TypeScript's codes for a declaration, and for an import, that nothing uses. */
const UNUSED = 6133;
const UNUSED_IMPORT = 6192;
