import { asksWhoIsThere, loginAnnotations } from "../../facts/login-annotations.ts";
import type { IngressSettings } from "../ingress.ts";
import type { ParsedSettings } from "../schema.ts";
import { describeFound, formatPath, type SettingPath, settingError } from "../setting-problem.ts";
import { isLoopback } from "../types/url.ts";
import type { Check } from "./check.ts";

/** A server that people reach, by its settings: its URL where notifications have one, and the way in. */
interface Page {
  readonly server: "prometheus" | "alertmanager" | "grafana" | "logs" | "traces" | "thanos";
  /** The server, as a message calls it. */
  readonly name: string;
  /** Where its way in is written. */
  readonly at: SettingPath;
  readonly ingress: IngressSettings | undefined;
  /** Where its URL is written. */
  readonly path?: SettingPath;
  readonly url?: string | undefined;
}

/** How the ways in from outside fit what people are told, and who may take them. */
export const ingressChecks: readonly Check[] = [
  {
    rule: "`prometheus.externalUrl`, `alertmanager.externalUrl` and `grafana.url` have the host of the server's `ingress`; without one, they are on localhost, where `cluster.networkPolicies` is not off: nothing else is let in.",
    find: (settings) =>
      pagesOf(settings).flatMap(({ path, url, ingress, at }) => {
        if (url === undefined || path === undefined) return [];
        if (ingress === undefined) {
          if (isLoopback(url) || settings.cluster?.networkPolicies === "off") return [];
          const message = `leads nowhere: the network policy lets nobody in without ${formatPath(at)}; set it`;
          return [settingError(path, message, { found: describeFound(url) })];
        }
        const { hostname } = new URL(url);
        if (hostname === ingress.host) return [];
        const message = `differs from the host of ${formatPath(path)}, "${hostname}"; make them the same`;
        return [settingError([...at, "host"], message, { found: describeFound(ingress.host) })];
      }),
  },
  {
    rule: "An ingress of Prometheus, Thanos, Alertmanager, Loki or Tempo, which ask nobody who they are, says what asks: an annotation that makes the controller do so, or a `filter` of the gateway's.",
    find: (settings) =>
      pagesOf(settings).flatMap(({ server, name, at, ingress }) => {
        if (server === "grafana" || ingress === undefined) return [];
        if ("gateway" in ingress) {
          if (ingress.filter !== undefined) return [];
          const message = `needed: ${name} asks nobody who they are; name a filter of the gateway's that does`;
          return [settingError([...at, "filter"], message)];
        }
        if (asksWhoIsThere(ingress.annotations ?? {})) return [];
        const message = `${name} asks nobody who they are, and no annotation makes the controller ask; set one of ${known}`;
        return [settingError([...at, "annotations"], message)];
      }),
  },
  {
    rule: "`logs` and `traces` with `store: centre` have no `ingress` and no `queriedFrom`: the central stack keeps them.",
    find: ({ logs, traces }) =>
      Object.entries({ logs, traces }).flatMap(([key, kept]) => {
        if (kept?.store !== "centre") return [];
        const given = [
          ...(kept.ingress === undefined ? [] : ["ingress"]),
          ...(kept.queriedFrom.length === 0 ? [] : ["queriedFrom"]),
        ];
        const message = "leads nowhere: they are kept by the central stack; remove it, and write it there";
        return given.map((setting) => settingError([key, setting], message));
      }),
  },
  {
    rule: "Each `ingress` has a host of its own.",
    find: (settings) => {
      const ways = waysOf(settings);
      return ways.flatMap(({ at, ingress }, index) => {
        const first = ways.slice(0, index).find((way) => way.ingress.host === ingress.host);
        if (first === undefined) return [];
        const message = `leads to ${formatPath(first.at.slice(0, -1))} already; give each a host of its own`;
        return [settingError([...at, "host"], message, { found: describeFound(ingress.host) })];
      });
    },
  },
];

/** The annotations that make a controller ask. */
const known = loginAnnotations
  .map(({ key, values }) => (values === undefined ? key : `${key}: ${values.join(" or ")}`))
  .join(", ");

/** Every way in that is given, and where it is written: edges' among them. */
function waysOf(settings: ParsedSettings) {
  const { edges } = settings;
  return [
    ...pagesOf(settings).flatMap(({ at, ingress }) => (ingress === undefined ? [] : [{ at, ingress }])),
    ...(edges === undefined ? [] : [{ at: ["edges", "ingress"], ingress: edges.ingress }]),
  ];
}

function pagesOf({ prometheus, thanos, alertmanager, logs, traces, grafana }: ParsedSettings): readonly Page[] {
  const page = (server: Page["server"], key: string, url?: string, ingress?: IngressSettings): Page => ({
    server,
    name: server,
    at: [server, "ingress"],
    path: [server, key],
    url,
    ingress,
  });
  return [
    page("prometheus", "externalUrl", prometheus?.externalUrl, prometheus?.ingress),
    page("alertmanager", "externalUrl", alertmanager?.externalUrl, alertmanager?.ingress),
    // One that is there already has a way in of its own.
    ...(grafana?.existing === undefined ? [page("grafana", "url", grafana?.url, grafana?.ingress)] : []),
    { server: "thanos", name: "Thanos", at: ["thanos", "query", "ingress"], ingress: thanos?.query.ingress },
    { server: "logs", name: "Loki", at: ["logs", "ingress"], ingress: logs?.ingress },
    { server: "traces", name: "Tempo", at: ["traces", "ingress"], ingress: traces?.ingress },
  ];
}
