import type { AnnotationQuery } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Plain } from "./plain.ts";
import type { Target } from "./targets.ts";
import { promDataSource } from "./variables.ts";

/** Events drawn over the graphs, as Grafana's JSON has them. */
export type Annotation = Omit<Plain<AnnotationQuery>, "target"> & {
  readonly target: Pick<Target, "expr" | "refId">;
};

/** What an annotation needs. */
export interface AnnotationSpec {
  /** What stands beside its switch at the top of the page. */
  readonly name: string;
  /** PromQL: an event wherever a series is above zero. */
  readonly expr: string;
  /** The event's title, with `{{label}}` for labels that every series has. */
  readonly title: string;
  /** Labels that are shown with it where a series has them. */
  readonly tags?: readonly string[];
  readonly color: "red" | "blue";
  /** `value`: the event is when the series' value says, in milliseconds. Default: where the series has a sample. */
  readonly time?: "value";
}

/** An annotation that Prometheus answers, shown unless people switch it off. */
export function annotation({ name, expr, title, tags = [], color, time }: AnnotationSpec): Annotation {
  return {
    name,
    datasource: promDataSource,
    enable: true,
    hide: false,
    iconColor: color,
    target: { refId: "Anno", expr },
    titleFormat: title,
    tagKeys: tags.join(","),
    useValueForTime: time === "value",
  };
}

/**
 * Alerts while they fire. The window makes an alert seen that is shorter than the step between two points.
 *
 * @param system the alerts' label `system`. Default: those of all systems.
 */
export function firingAlerts(system?: string): Annotation {
  const ofSystem = system === undefined ? "" : `system="${system}", `;
  return annotation({
    name: "Alerts",
    expr: `max_over_time(ALERTS{alertstate="firing", alertname!="Watchdog", ${ofSystem}cluster=~"$cluster|"}[$__interval])`,
    title: "{{alertname}}",
    tags: ["severity", "cluster", "node_id", "instance", "gpu", "namespace", "pod", "job"],
    color: "red",
  });
}
