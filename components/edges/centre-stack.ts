/** The outputs by which an edge and its central stack know each other. */
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { Centre } from "../../config/centre.ts";
import type { Settings } from "../../config/settings.ts";

/** What a central stack says to those of its edges. */
export interface EdgesOutput {
  /** The host that edges send to. */
  readonly host: string;
  /** How many Alertmanagers there are. */
  readonly alertmanagers: number;
  /** Where people reach Grafana. */
  readonly grafanaUrl: string;
  /** What it takes beside samples and alerts. */
  readonly takes: readonly string[];
  /** Each edge's token, by its cluster: secrets. */
  readonly tokens: Readonly<Record<string, pulumi.Output<string>>>;
}

const edgesOutput = z.object({
  host: z.string(),
  alertmanagers: z.number(),
  grafanaUrl: z.string(),
  takes: z.array(z.string()),
  tokens: z.record(z.string(), z.string()),
});

/** What a stack with these settings says to those of its edges; nothing where it has none. */
export function edgesOutputOf(settings: Settings, tokens: EdgesOutput["tokens"]): EdgesOutput | undefined {
  const known = knownOf(settings);
  if (known === undefined) return undefined;
  const { clusters: _tokens, ...output } = known;
  return { ...output, tokens };
}

/** What edges may hold their settings against: a central stack's own. */
export interface Known extends Omit<EdgesOutput, "tokens"> {
  /** The clusters of its edges. */
  readonly clusters: readonly string[];
}

/** What a stack with these settings is to edges; nothing where it takes none. */
export function knownOf({ edges, alertmanager, grafana, logs, traces }: Settings): Known | undefined {
  if (edges === undefined) return undefined;
  return {
    host: edges.ingress.host,
    alertmanagers: alertmanager.replicas,
    grafanaUrl: grafana.url,
    takes: [...(logs === undefined ? [] : ["logs"]), ...(traces === undefined ? [] : ["traces"])],
    clusters: edges.clusters,
  };
}

/** What an edge's settings say of its centre, and what of itself the centre must know. */
export type EdgeSettings = Pick<Settings, "cluster" | "logs" | "traces"> & { readonly centre: Centre };

/**
 * The token of an edge's cluster, from the outputs of its central stack.
 *
 * @throws where the central stack does not know the edge, or is not where the edge's settings have it: when a preview or an update
 *   begins, before anything is created.
 */
export function centreToken(settings: EdgeSettings): pulumi.Output<string> {
  const stack = new pulumi.StackReference(settings.centre.stack);
  // Off the engine there is no other stack to ask.
  if (!pulumi.runtime.hasEngine()) return pulumi.secret(`[token of ${settings.centre.stack}]`);
  return pulumi.secret(stack.getOutput("edges").apply((output) => tokenIn(output, settings)));
}

/**
 * The token of an edge in what its central stack says.
 *
 * @throws {pulumi.RunError} with all that does not fit.
 */
export function tokenIn(output: unknown, settings: EdgeSettings): string {
  const { cluster } = settings;
  const { data: found } = edgesOutput.safeParse(output);
  const wrong = disagreements(settings, found && { ...found, clusters: Object.keys(found.tokens) });
  const token = found?.tokens[cluster.name];
  if (wrong.length > 0 || token === undefined) {
    throw new pulumi.RunError(wrong.map(({ key, message }) => `aiobs:centre.${key}: ${message}`).join("\n"));
  }
  return token;
}

/** Something that an edge's settings say and its central stack does not. */
export interface Disagreement {
  /** The setting within `centre`. */
  readonly key: "stack" | "host" | "alertmanagers" | "grafanaUrl";
  readonly message: string;
}

/**
 * What of the settings of an edge does not fit those of its central stack.
 *
 * @param known what the central stack is to edges; absent: it takes none.
 */
export function disagreements(
  { centre, cluster, logs, traces }: EdgeSettings,
  known: Known | undefined,
): readonly Disagreement[] {
  if (known === undefined) {
    const message = `${centre.stack} has no edges; set aiobs:edges there, with "${cluster.name}" among its clusters, and run pulumi up there first`;
    return [{ key: "stack", message }];
  }
  const kinds = [...(logs === undefined ? [] : ["logs"]), ...(traces === undefined ? [] : ["traces"])];
  const untaken = kinds.filter((kind) => !known.takes.includes(kind));
  const compared = (["host", "alertmanagers", "grafanaUrl"] as const).flatMap((key) =>
    centre[key] === known[key]
      ? []
      : [
          {
            key,
            message: `${centre.stack} has ${String(known[key])}, not ${String(centre[key])}; write what is there`,
          },
        ],
  );
  return [
    ...(known.clusters.includes(cluster.name)
      ? []
      : [
          {
            key: "stack" as const,
            message: `${centre.stack} knows no edge "${cluster.name}"${known.clusters.length === 0 ? "" : `, but ${known.clusters.join(", ")}`}; add it to aiobs:edges.clusters there, and run pulumi up there first`,
          },
        ]),
    ...compared,
    ...untaken.map((kind) => ({
      key: "stack" as const,
      message: `${centre.stack} keeps no ${kind}; set aiobs:${kind} there, or remove it here`,
    })),
  ];
}
