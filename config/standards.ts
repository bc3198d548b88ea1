import * as z from "zod";
import { type Standards, standardsOf } from "../facts/standards.ts";

/** What is asked of a stack where that is not what its environment's name says. */
export const standardsSchema = z
  .strictObject({
    data: z
      .enum(["disposable", "protected"])
      .exactOptional()
      .describe(
        "Whether what holds data is kept: `protected` refuses to delete or replace it, `disposable` lets it go with the stack. Left " +
          "out: `disposable` in `local`, else `protected`.",
      ),
    availability: z
      .enum(["single", "pairs", "redundant"])
      .exactOptional()
      .describe(
        "How many replicas Prometheus and Alertmanager have at least: 1 and 1, 2 and 2 (one may be lost), 2 and 3 (one may be lost " +
          "while another restarts). Left out: `single` in `local`, `pairs` in `dev`, else `redundant`.",
      ),
    use: z
      .enum(["personal", "shared"])
      .exactOptional()
      .describe(
        "Whether others rely on the stack. `shared`: its cluster is named, the links in alerts lead where people get, somebody is told " +
          "of every alert, and a heartbeat watches alerting itself. Left out: `personal` in `local`, else `shared`.",
      ),
  })
  .prefault({})
  .describe(
    "What is asked of the stack. Left out, the name of its environment says it: `local`, `dev`, and any other as `prod`. Its cap of " +
      "GPUs is `aws.maxGpus`.",
  );

/** Settings that say what a stack is for. */
interface Purpose {
  readonly environment: string;
  readonly standards: z.output<typeof standardsSchema>;
  readonly aws?: { readonly maxGpus?: number } | undefined;
}

/** The standards of a stack: what its settings say, and its environment's where they say nothing. */
export function completeStandards({ environment, standards, aws }: Purpose): Standards {
  const { maxGpus, ...usual } = standardsOf(environment);
  return { ...usual, ...standards, maxGpus: aws?.maxGpus ?? maxGpus };
}
