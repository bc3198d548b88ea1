/** What an Alertmanager that is there already is to be given: the settings' routes and receivers, with the rules' inhibitions. */
import { renderAlertmanagerConfig } from "../components/alerting/alertmanager-config.ts";
import { receiverSecrets, SECRETS_DIRECTORY } from "../components/alerting/receivers.ts";
import type { Settings } from "../config/settings.ts";
import { inhibitions } from "../mixins/groups.ts";
import { observedBy } from "../systems/observed.ts";
import type { System } from "../systems/system.ts";
import type { RenderedFiles } from "./manifests.ts";

/** Where the file is, below the output folder. */
const ROUTING_FILE = "alertmanager/alertmanager.yaml";

/** The file, for whoever the Alertmanager belongs to; none where the stack brings its own. */
export function routingFile(systems: readonly System[], settings: Settings): RenderedFiles {
  const { alertmanager } = settings;
  if (alertmanager.existing === undefined) return new Map();
  const all = observedBy(systems, settings).flatMap(({ mixin }) => inhibitions(mixin));
  const secrets = Object.keys(receiverSecrets(alertmanager)).map((file) => `#   ${SECRETS_DIRECTORY}/${file}\n`);
  const head = [
    "# What the settings of the stack say of routes and receivers, and which alerts only follow from others.\n",
    "# For the Alertmanager that takes its alerts: its owner decides what of it becomes its own configuration.\n",
    ...(secrets.length === 0 ? [] : ["# Files that it reads, each with a secret and nothing else:\n", ...secrets]),
  ];
  return new Map([[ROUTING_FILE, `${head.join("")}${renderAlertmanagerConfig(alertmanager, all)}`]]);
}
