/** A preview as a command: prints, writes, gives the exit code. */
import { relative } from "node:path";
import { RunError } from "@pulumi/pulumi";
import { fileProblem } from "../problems/file-problem.ts";
import { errorJson, formatProblem, problemJson } from "../problems/format.ts";
import { hasErrors, type Problem } from "../problems/problem.ts";
import { ProblemsError } from "../problems/problems-error.ts";
import { showsColours } from "../tools/colour.ts";
import type { PreviewOptions } from "./command-line.ts";
import { checkFolder } from "./output/target.ts";
import { withoutInterruption } from "./output/without-interruption.ts";
import { writeFiles } from "./output/write-files.ts";
import { type Preview, previewStack } from "./preview.ts";
import { reportText } from "./report.ts";

/** Runs a preview. The result is the exit code. */
export async function runPreview({ stack, settings, out, format, warnings }: PreviewOptions): Promise<number> {
  try {
    checkFolder(out);
    const { summary, files } = await previewStack(stack, settings);
    const refused = (problems: readonly Problem[]) =>
      warnings === "refused" ? problems.length > 0 : hasErrors(problems);
    const failed = summary.checks.some(({ problems }) => refused(problems));
    if (!failed) await withoutInterruption(() => writeFiles(out, files));
    const written = failed ? undefined : relative(process.cwd(), out) || out;
    if (format === "json") {
      const checks = summary.checks.map((check) => ({ ...check, problems: check.problems.map(problemJson) }));
      process.stdout.write(`${JSON.stringify({ ...summary, checks, written: written ?? null }, null, 2)}\n`);
    } else {
      const colour = showsColours(process.stdout, process.env) ? "colour" : "plain";
      process.stdout.write(reportText(summary, { colour, columns: process.stdout.columns }));
      process.stdout.write(
        written === undefined
          ? `\n${refusal(summary, warnings)}Nothing was written.\n`
          : `\n${files.size} files in ${written}/\n`,
      );
    }
    return failed ? 1 : 0;
  } catch (error) {
    const inFile = fileProblem(error);
    const problems = error instanceof ProblemsError ? error.problems : inFile === undefined ? [] : [inFile];
    const message = inFile === undefined ? explain(error) : formatProblem(inFile);
    if (format === "json") process.stdout.write(errorJson(message, problems, { stack }));
    else process.stderr.write(`${message}\n\nNothing was written.\n`);
    return 1;
  }
}

/** Why nothing was written, where it is not an error that says so. */
function refusal({ checks }: Preview["summary"], warnings: PreviewOptions["warnings"]): string {
  const onlyWarned = warnings === "refused" && !checks.some(({ problems }) => hasErrors(problems));
  return onlyWarned ? "Warnings are refused (--strict). " : "";
}

/** Errors that we throw say all in their message; others are defects, and their stack helps whoever mends them. */
function explain(error: unknown): string {
  // Pulumi's error for what is told without a stack trace: everything is in its message.
  if (RunError.isInstance(error)) return error.message;
  if (!(error instanceof Error)) return String(error);
  const expected = error.name !== "Error" && error.name !== "TypeError" && error.name !== "ReferenceError";
  return expected ? error.message : (error.stack ?? String(error));
}
