import { errorAt, type Problem } from "./problem.ts";

/** What the operating system refuses, in words (https://man7.org/linux/man-pages/man3/errno.3.html), and what to do. */
const REASONS: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  EACCES: ["may not be read or written", "ask who owns it, or name another place"],
  EPERM: ["may not be changed", "ask who owns it, or name another place"],
  EROFS: ["is in a file system that can only be read", "name another place"],
  ENOENT: ["is not there", "look for a slip in its name"],
  EISDIR: ["is a folder", "name a file"],
  ENOTDIR: ["leads through a file as if that were a folder", "look for a slip in the path"],
  EEXIST: ["is there already", "name another place, or move it away"],
  ENOTEMPTY: ["is a folder that holds something", "name another place, or move that away"],
  EBUSY: ["is in use", "end what uses it, or name another place"],
  ETXTBSY: ["is a program that runs", "end it, or name another place"],
  EXDEV: ["is in two file systems", "name a place that is in one"],
  ELOOP: ["is a link that leads back to itself", "name what it should lead to"],
  ENAMETOOLONG: ["is too long for a path", "name a shorter one"],
  ENOSPC: ["does not fit: the disk is full", "make room"],
  EDQUOT: ["does not fit: your share of the disk is used up", "make room"],
  EMFILE: ["cannot be opened: too many files are open", "end some programs, or raise the limit (ulimit -n)"],
  EIO: ["cannot be read or written: the disk reports an error", "look at the machine's log"],
};

/**
 * What is wrong with a file or folder, where that is why something failed: the operating system refused it. Undefined for every
 * other error: that is a defect, and its stack is worth something.
 *
 * @param known the file that was asked for: not every such error names it.
 */
export function fileProblem(error: unknown, known?: string): Problem | undefined {
  if (!(error instanceof Error && "code" in error && typeof error.code === "string")) return undefined;
  const [message, hint] = REASONS[error.code] ?? [];
  const file = "path" in error && typeof error.path === "string" ? error.path : known;
  if (message === undefined || file === undefined) return undefined;
  // A move names both ends; what is refused is mostly where it goes.
  const dest = "dest" in error && typeof error.dest === "string" ? error.dest : undefined;
  return errorAt({ file: dest ?? file }, `${message} (${error.code})`, { hint });
}
