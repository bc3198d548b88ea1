import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { ofModel, onNode } from "../selectors.ts";

/** The breakdown by layer. Layers know nothing of requests: the two stand side by side. */
export function layerBands(): Band[] {
  return [
    { title: "Layers", height: 9, panels: [slowestLayers(), layersOverTime()], widths: [8, 16] },
    { height: 8, panels: [slowNodes(), tensors()] },
  ];
}

const duration = "butterfly_layer_compute_duration_seconds";

const slowestLayers = () =>
  table({
    id: 12,
    title: "Slowest layers",
    description:
      "The ten layers of the chosen models with the highest P99 of compute time, and their average.\n\n**Good:** neighbours of one model take about the same. **Otherwise:** one layer far above the rest is on a slow node or GPU: *Slowest nodes* says which.",
    labels: [
      { label: "model", title: "Model" },
      { label: "layer_id", title: "Layer" },
    ],
    values: [
      {
        title: "P99",
        unit: "s",
        // `> 0` leaves out layers without traffic, which are NaN.
        expr: `topk(10, histogram_quantile(0.99, sum by (model, layer_id, le) (rate(${duration}_bucket{${ofModel}}[$interval]))) > 0)`,
      },
      {
        title: "Average",
        unit: "s",
        expr: `sum by (model, layer_id) (rate(${duration}_sum{${ofModel}}[$interval])) / on (model, layer_id) sum by (model, layer_id) (rate(${duration}_count{${ofModel}}[$interval])) and on (model, layer_id) topk(10, histogram_quantile(0.99, sum by (model, layer_id, le) (rate(${duration}_bucket{${ofModel}}[$interval]))) > 0)`,
      },
    ],
  });

const layersOverTime = () =>
  timeseries({
    id: 13,
    title: "Time of layers",
    description:
      "Average compute time of the five layers of the chosen models with the highest peaks of the time range.\n\n**Good:** level. **Otherwise:** one that climbs: its node gets hot or shares a GPU; all that climb: larger batches.",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: highest({
          count: 5,
          by: "model, layer_id",
          of: `sum by (model, layer_id) (rate(${duration}_sum{${ofModel}}[$interval])) / on (model, layer_id) sum by (model, layer_id) (rate(${duration}_count{${ofModel}}[$interval]))`,
        }),
        legend: "{{model}} layer {{layer_id}}",
      },
    ],
  });

const slowNodes = () =>
  timeseries({
    id: 14,
    title: "Slowest nodes",
    description:
      "Average time of a layer over 5 minutes, on the five chosen nodes with the highest peaks of the time range.\n\n**Good:** alike. **Otherwise:** one node above the others holds every pipeline up that it is in: heat, a shared GPU, a slow bus.",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: highest({
          count: 5,
          by: "cluster, node_id",
          of: `sum by (cluster, node_id) (cluster_node_id_model:${duration}_sum:rate5m{${ofModel}}) / on (cluster, node_id) sum by (cluster, node_id) (cluster_node_id_model:${duration}_count:rate5m{${ofModel}})`,
        }),
        legend: "{{cluster}}/{{node_id}}",
      },
    ],
  });

const tensors = () =>
  timeseries({
    id: 15,
    title: "Tensor size",
    description:
      "Average size of the tensors that the chosen nodes hand over, by direction.\n\n**Good:** the models' own, times the batch. **Otherwise:** it jumps with longer prompts or larger batches: the network page shows whether the links bear it.",
    unit: "bytes",
    series: "lines",
    queries: [
      {
        expr: `sum by (direction) (rate(butterfly_tensor_size_bytes_sum{${onNode}}[$interval])) / on (direction) sum by (direction) (rate(butterfly_tensor_size_bytes_count{${onNode}}[$interval]))`,
        legend: "{{direction}}",
      },
    ],
  });
