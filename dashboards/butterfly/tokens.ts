import type { Panel } from "../kit/panels/panel.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { ofModel } from "./selectors.ts";

/**
 * The work that the chosen nodes do for the chosen models: each page has it, for nearly all that it shows goes with the work.
 *
 * @param id the panel's number on its page.
 */
export const tokensByModel = (id: number): Panel =>
  timeseries({
    id,
    title: "Tokens by model",
    description:
      "Tokens that the chosen nodes process per second, by model: the work behind everything else on this page.\n\n**Good:** follows the day. **Otherwise:** a curve here that changes at the same moment as another one explains it, or is explained by it.",
    unit: "si:tok/s",
    series: "stacked",
    queries: [
      { expr: `sum by (model) (rate(butterfly_tokens_processed_total{${ofModel}}[$interval]))`, legend: "{{model}}" },
    ],
  });
