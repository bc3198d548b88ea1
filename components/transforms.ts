import { type ResourceTransformation, runtime } from "@pulumi/pulumi";
import { errorAt } from "../problems/problem.ts";
import { ProblemsError } from "../problems/problems-error.ts";

/** Where people write theirs. */
const FILE = "custom/transforms.ts";

/**
 * Applies transformations to every resource that the program makes from here on. They run in the program itself (unlike Pulumi's
 * newer transforms, which the engine calls), so that the offline preview and unit tests see what they change.
 *
 * @throws {ProblemsError} when a resource is made, where a transformation throws or returns what Pulumi cannot take.
 */
export function applyTransforms(transforms: readonly ResourceTransformation[]): void {
  for (const [index, transform] of transforms.entries()) {
    runtime.registerStackTransformation((args) => {
      const at = { file: FILE, part: `transformation ${index + 1}, ${args.type} ${args.name}` };
      const changed = attempt(() => transform(args), at);
      if (changed === undefined || (typeof changed === "object" && "props" in changed && "opts" in changed))
        return changed;
      throw problem(at, "returns something without props and opts", "return { props, opts }, or undefined");
    });
  }
}

function attempt<Result>(run: () => Result, at: Where): Result {
  try {
    return run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw problem(at, `throws: ${message}`, "return undefined for resources that it does not mean");
  }
}

interface Where {
  readonly file: string;
  readonly part: string;
}

function problem(at: Where, message: string, hint: string): ProblemsError {
  return new ProblemsError(FILE, [errorAt(at, message, { hint })]);
}
