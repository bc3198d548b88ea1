import type { ParsedSettings } from "../schema.ts";
import { describeFound, settingError } from "../setting-problem.ts";
import type { Check } from "./check.ts";

/** What an edge leaves to its central stack, each with what to do. */
const LEFT_TO_THE_CENTRE = {
  thanos: "remove it: samples are kept by the Thanos of the central stack",
  objectStore: "remove it: nothing is kept here",
  alertmanager: "remove it, and route the alerts of this cluster in the central stack",
  grafana: "remove it: aiobs:centre.grafanaUrl says where people look",
  edges: "remove it, or centre: a stack that sends on what it is sent is not built",
} as const satisfies Partial<Record<keyof ParsedSettings, string>>;

/** How a central stack and its edges are told apart. What the one says of the other is compared by the preview and by `pulumi up`. */
export const fleetChecks: readonly Check[] = [
  {
    rule: "With `centre` there is no `thanos`, `objectStore`, `alertmanager`, `grafana` or `edges`, and `canary` is not `on`: an edge keeps and shows nothing itself.",
    find({ centre, written, canary }) {
      if (centre === undefined) return [];
      return [
        ...Object.entries(LEFT_TO_THE_CENTRE).flatMap(([key, hint]) =>
          written?.has(key)
            ? [settingError([key], "is the central stack's: this one is an edge (aiobs:centre)", { hint })]
            : [],
        ),
        ...(canary === "on"
          ? [
              settingError(["canary"], "looks for its request in a Grafana of its own, which an edge has not", {
                found: describeFound(canary),
                hint: "remove it",
              }),
            ]
          : []),
      ];
    },
  },
  {
    rule: "`logs.store` and `traces.store` are `centre` where there is a `centre`, and only there.",
    find({ centre, written, logs, traces }) {
      const stores = [
        { key: "logs", store: logs?.store },
        { key: "traces", store: traces?.store },
      ] as const;
      return stores.flatMap(({ key, store }) => {
        if (store === undefined) return [];
        const found = { found: describeFound(store) };
        if (centre !== undefined && store !== "centre") {
          return [settingError([key, "store"], "an edge keeps nothing itself; write store: centre", found)];
        }
        if (centre === undefined && !written?.has("centre") && store === "centre") {
          return [settingError([key, "store"], "there is no aiobs:centre that would keep them", found)];
        }
        return [];
      });
    },
  },
  {
    rule: "`edges` needs `thanos` and an Alertmanager of the stack's own, and names other clusters than the stack's own.",
    find({ edges, written, cluster, alertmanager }) {
      if (edges === undefined) return [];
      const own = cluster === undefined ? -1 : edges.clusters.indexOf(cluster.name);
      return [
        ...(written?.has("thanos")
          ? []
          : [
              settingError(
                ["edges"],
                "what edges send has nowhere to go: Prometheus alone takes no samples of others",
                {
                  hint: "set aiobs:thanos, with an aiobs:objectStore",
                },
              ),
            ]),
        ...(alertmanager?.existing === undefined
          ? []
          : [
              settingError(["edges"], "what edges send goes to the stack's own Alertmanager, and it has none", {
                hint: "remove alertmanager.existing: the stack's own may hand alerts on to it as a receiver",
              }),
            ]),
        ...(own < 0
          ? []
          : [
              settingError(
                ["edges", "clusters", own],
                "is this stack's own cluster, which needs no way in; remove it",
                {
                  found: describeFound(cluster?.name),
                },
              ),
            ]),
      ];
    },
  },
];
