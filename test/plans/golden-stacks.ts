import { join } from "node:path";

const SETTINGS = join(import.meta.dirname, "settings");

/** The stacks whose plans are committed, and the file of each one's settings where it is not a stack of this repository. */
export const goldenStacks: readonly (readonly [stack: string, file: string | undefined])[] = [
  ["local", undefined],
  ["dev", undefined],
  ["prod", undefined],
  ["other-stack", join(SETTINGS, "other-stack.yaml")],
  ["bare", join(SETTINGS, "bare.yaml")],
  ["beside", join(SETTINGS, "beside.yaml")],
  ["existing", join(SETTINGS, "existing.yaml")],
  ["central", join(SETTINGS, "central.yaml")],
  ["edge", join(SETTINGS, "edge.yaml")],
  ["everything", join(SETTINGS, "everything.yaml")],
];
