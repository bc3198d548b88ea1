import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { SECRETS_DIRECTORY } from "../../../components/alerting/receivers.ts";
import { freePort, LOOPBACK } from "../../../tools/servers/ports.ts";
import { answers, startServer } from "../../../tools/servers/processes.ts";
import { temporaryFolder } from "../../../tools/servers/temporary-folder.ts";

/** What to start an Alertmanager from. */
export interface AlertmanagerSpec {
  /** Absolute path of the binary. */
  readonly alertmanager: string;
  /** Its configuration file, as it is rendered. */
  readonly config: string;
  /** The content of each secret's file, by its name. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Arguments on top: a cluster's. Absent: it is alone. */
  readonly args?: readonly string[];
}

const Alerts = z.array(
  z.object({
    labels: z.record(z.string(), z.string()),
    status: z.object({ inhibitedBy: z.array(z.string()) }),
  }),
);

const Groups = z.array(z.object({ labels: z.record(z.string(), z.string()), alerts: Alerts }));

/** An alert that an Alertmanager has. */
export interface HeldAlert {
  readonly labels: Readonly<Record<string, string>>;
  /** Whether another one holds it back. */
  readonly inhibited: boolean;
}

/** An Alertmanager that runs on this machine, by its API (https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml). */
export class Alertmanager {
  /** Without a trailing slash. */
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** Tells it of alerts that fire for the next hour, by their labels. */
  async fire(...alerts: readonly Readonly<Record<string, string>>[]): Promise<void> {
    const endsAt = new Date(Date.now() + 3_600_000).toISOString();
    const response = await fetch(`${this.url}/api/v2/alerts`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(alerts.map((labels) => ({ labels, endsAt }))),
    });
    if (!response.ok) throw new Error(`Alertmanager refuses alerts: ${await response.text()}`);
  }

  /** Every alert that it has. */
  async alerts(): Promise<readonly HeldAlert[]> {
    const response = await fetch(`${this.url}/api/v2/alerts`);
    return Alerts.parse(await response.json()).map(held);
  }

  /** Its groups: the labels that make each, and the alerts in it, those that are held back as well. */
  async groups(): Promise<
    readonly { readonly labels: Readonly<Record<string, string>>; readonly alerts: readonly HeldAlert[] }[]
  > {
    const response = await fetch(`${this.url}/api/v2/alerts/groups`);
    return Groups.parse(await response.json()).map(({ labels, alerts }) => ({ labels, alerts: alerts.map(held) }));
  }
}

function held({ labels, status }: z.infer<typeof Alerts>[number]): HeldAlert {
  return { labels, inhibited: status.inhibitedBy.length > 0 };
}

/** Starts an Alertmanager; it stops with the bed. */
export async function startAlertmanager(spec: AlertmanagerSpec, bed: AsyncDisposableStack): Promise<Alertmanager> {
  const folder = temporaryFolder(bed);
  const secrets = join(folder, "secrets");
  await mkdir(secrets);
  for (const [name, content] of Object.entries(spec.secrets ?? {})) await writeFile(join(secrets, name), content);
  const file = join(folder, "alertmanager.yml");
  await writeFile(file, spec.config.replaceAll(SECRETS_DIRECTORY, secrets));
  const address = `${LOOPBACK}:${await freePort()}`;
  const args = [
    `--config.file=${file}`,
    `--storage.path=${join(folder, "data")}`,
    `--web.listen-address=${address}`,
    ...(spec.args ?? ["--cluster.listen-address="]),
  ];
  const ready = () => answers(`http://${address}/-/ready`);
  await startServer({ name: "alertmanager", command: spec.alertmanager, args, ready }, bed);
  return new Alertmanager(`http://${address}`);
}
