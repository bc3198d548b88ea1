/** What the benchmark of the pipelines runs: one case for each thing that is measured together. */
import type { ToolName } from "../../tools/catalogue.ts";

/** One number, beside what the specification's sizes need and what `prod` gives. */
export interface Measure {
  /** What is measured, e.g. `samples/s a core of an ingestor`. */
  readonly what: string;
  readonly value: number;
  readonly unit: "samples/s" | "spans/s" | "MB/s" | "GiB" | "cores";
  /** How it was found where that is not plain, e.g. `extrapolated from 40,000 series`. */
  readonly how?: string;
  /** What the specification's sizes need, in words: `0.7 cores for 66,700 samples/s`. */
  readonly needed: string;
  /** What `prod` asks for, in words. */
  readonly given: string;
}

/** One case. It starts real servers, and leaves them to the bed. */
export interface PipelineCase {
  /** One word, by which the command line names it. */
  readonly name: string;
  readonly title: string;
  /** The tools that it runs. */
  readonly tools: readonly ToolName[];
  /** @param tool the absolute path of one of its tools. */
  readonly run: (tool: (name: ToolName) => string, bed: AsyncDisposableStack) => Promise<readonly Measure[]>;
}
