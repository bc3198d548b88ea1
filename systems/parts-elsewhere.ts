import { isPart } from "../config/parts/catalogue.ts";
import type { Settings } from "../config/settings.ts";
import { observedBy } from "./observed.ts";
import type { System } from "./system.ts";

/** A part that a stack does not bring, as the preview shows it. */
export interface PartElsewhere {
  readonly part: string;
  /** Where it is, or what goes without it. */
  readonly what: string;
}

/** The parts that a stack with these settings does not bring. */
export function partsElsewhere(systems: readonly System[], settings: Settings): readonly PartElsewhere[] {
  const uidsWith = (parts: Settings["parts"]) =>
    observedBy(systems, { ...settings, parts }).flatMap(({ dashboards, mixin }) =>
      dashboards.map(({ uid }) => ({ uid, system: mixin.system })),
    );
  const brought = uidsWith({});
  const parts = Object.entries(settings.parts).flatMap(([part, changes]): PartElsewhere[] => {
    const { deploy } = changes;
    if (deploy === "on" || !isPart(part)) return [];
    if (deploy !== "off") {
      const { namespace, podLabels, port } = deploy.existing;
      const labels = Object.entries(podLabels).map(([key, value]) => `${key}=${value}`);
      return [{ part, what: `existing: pods ${labels.join(",")} in ${namespace}, port ${port}` }];
    }
    const left = new Set(uidsWith({ [part]: changes }).map(({ uid }) => uid));
    const gone = brought.filter(({ uid }) => !left.has(uid));
    if (gone.length === 0) return [{ part, what: "off" }];
    const names = [...new Set(gone.map(({ system }) => system))];
    const dashboards = gone.map(({ uid }) => uid);
    return [
      { part, what: `off, and with it the rules of ${names.join(", ")} and the dashboards ${dashboards.join(", ")}` },
    ];
  });
  return [...existingServers(settings), ...parts];
}

/** The servers of the stack's own sections that are there already. */
function existingServers({ alertmanager, grafana }: Settings): readonly PartElsewhere[] {
  const addresses = alertmanager.existing?.addresses.map(({ text }) => text).join(", ");
  return [
    ...(addresses === undefined
      ? []
      : [
          {
            part: "alertmanager",
            what: `existing: ${addresses}; its owner finds the settings' routes in alertmanager/alertmanager.yaml`,
          },
        ]),
    ...(grafana.existing === undefined ? [] : [{ part: "grafana", what: `existing: ${grafana.url}, through its API` }]),
  ];
}
