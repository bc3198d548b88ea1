import { asksWhoIsThere, loginAnnotations } from "../../facts/login-annotations.ts";
import type { IngressSettings } from "../ingress.ts";
import type { ParsedSettings } from "../schema.ts";
import { describeFound, formatPath, type SettingPath, settingError } from "../setting-problem.ts";
import { isLoopback } from "../types/url.ts";
import type { Check } from "./check.ts";

/** A server with a page that people reach: where they do, and the way in. */
interface Page {
  readonly server: "prometheus" | "alertmanager" | "grafana";
  /** Where its URL is written. */
  readonly path: SettingPath;
  readonly url: string | undefined;
  readonly ingress: IngressSettings | undefined;
}

/** How the ways in from outside fit what people are told, and who may take them. */
export const ingressChecks: readonly Check[] = [
  {
    rule: "`prometheus.externalUrl`, `alertmanager.externalUrl` and `grafana.url` have the host of the server's `ingress`; without one, they are on localhost, where `cluster.networkPolicies` is not off: nothing else is let in.",
    find: (settings) =>
      pagesOf(settings).flatMap(({ path, url, ingress, server }) => {
        if (url === undefined) return [];
        if (ingress === undefined) {
          if (isLoopback(url) || settings.cluster?.networkPolicies === "off") return [];
          const message = `leads nowhere: the network policy lets nobody in without ${formatPath([server, "ingress"])}; set it`;
          return [settingError(path, message, { found: describeFound(url) })];
        }
        const { hostname } = new URL(url);
        if (hostname === ingress.host) return [];
        const message = `differs from the host of ${formatPath(path)}, "${hostname}"; make them the same`;
        return [settingError([server, "ingress", "host"], message, { found: describeFound(ingress.host) })];
      }),
  },
  {
    rule: "An ingress of Prometheus or Alertmanager, which ask nobody who they are, says what asks: an annotation that makes the controller do so, or a `filter` of the gateway's.",
    find: (settings) =>
      pagesOf(settings).flatMap(({ server, ingress }) => {
        if (server === "grafana" || ingress === undefined) return [];
        if ("gateway" in ingress) {
          if (ingress.filter !== undefined) return [];
          const message = `needed: ${server} asks nobody who they are; name a filter of the gateway's that does`;
          return [settingError([server, "ingress", "filter"], message)];
        }
        if (asksWhoIsThere(ingress.annotations ?? {})) return [];
        const message = `${server} asks nobody who they are, and no annotation makes the controller ask; set one of ${known}`;
        return [settingError([server, "ingress", "annotations"], message)];
      }),
  },
];

/** The annotations that make a controller ask. */
const known = loginAnnotations
  .map(({ key, values }) => (values === undefined ? key : `${key}: ${values.join(" or ")}`))
  .join(", ");

function pagesOf({ prometheus, alertmanager, grafana }: ParsedSettings): readonly Page[] {
  const page = (server: Page["server"], key: string, url?: string, ingress?: IngressSettings): Page => ({
    server,
    path: [server, key],
    url,
    ingress,
  });
  return [
    page("prometheus", "externalUrl", prometheus?.externalUrl, prometheus?.ingress),
    page("alertmanager", "externalUrl", alertmanager?.externalUrl, alertmanager?.ingress),
    // One that is there already has a way in of its own.
    ...(grafana?.existing === undefined ? [page("grafana", "url", grafana?.url, grafana?.ingress)] : []),
  ];
}
