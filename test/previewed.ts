import { type Preview, previewStack } from "../preview/preview.ts";

const made = new Map<string, Promise<Preview>>();

/**
 * The preview of a stack for tests that only look at it: the same settings give the same preview (`test/preview/stacks.test.ts`),
 * so that one is enough for all tests of a process.
 *
 * @param file its settings. Default: those of this repository.
 */
export function previewed(stack: string, file?: string): Promise<Preview> {
  const key = file ?? stack;
  const preview = made.get(key) ?? previewStack(stack, file);
  made.set(key, preview);
  return preview;
}
