import { describeFound, settingError } from "../setting-problem.ts";
import { isLoopback } from "../types/url.ts";
import type { Check } from "./check.ts";
import { handedOver } from "./handed-over.ts";

/** What leads people, and the program, to the right place. */
export const reachabilityChecks: readonly Check[] = [
  {
    rule: "Where `standards.use` is `shared`, `grafana.url` (in an edge `centre.grafanaUrl`) and `runbooks.baseUrl` are not on localhost: alerts link to them.",
    find({ standards, grafana, runbooks, centre }) {
      if (standards?.use !== "shared") return [];
      const links = [
        centre === undefined
          ? { path: ["grafana", "url"], url: grafana?.url, example: "https://grafana.example.com" }
          : { path: ["centre", "grafanaUrl"], url: centre.grafanaUrl, example: "https://grafana.example.com" },
        { path: ["runbooks", "baseUrl"], url: runbooks?.baseUrl, example: "https://runbooks.example.com" },
      ];
      return links.flatMap(({ path, url, example }) =>
        url === undefined || !isLoopback(url)
          ? []
          : [
              settingError(
                path,
                `alerts of a shared stack link there; expected a URL that people reach, such as "${example}"`,
                { found: describeFound(url) },
              ),
            ],
      );
    },
  },
  {
    rule: "Where `standards.use` is `shared`, `foundation` says which cluster: a `kubeconfig`, a `context` or another `stack`.",
    find({ standards, foundation }) {
      if (standards?.use !== "shared" || foundation === undefined) return [];
      if ("stack" in foundation || foundation.kubeconfig !== undefined || foundation.context !== undefined) return [];
      const message = "a shared stack must not go to whichever cluster is current; set context, kubeconfig or stack";
      return [settingError(["foundation"], message)];
    },
  },
  {
    rule: '`grafana.apiToken` is set if, and only if, `grafana.delivery` is "api".',
    find({ grafana }) {
      if (grafana === undefined || (grafana.delivery === "api") === (grafana.apiToken !== undefined)) return [];
      const message =
        grafana.delivery === "api"
          ? 'needed with delivery: "api"; write { secret: grafanaToken } and run: pulumi config set --secret grafanaToken'
          : 'not used with delivery: "configmap"; remove it, or set delivery: "api"';
      return [settingError(["grafana", "apiToken"], message)];
    },
  },
  {
    rule: 'With `grafana.delivery: "api"` the password of an existing Alertmanager is one of the stack\'s own secrets: the program hands it to Grafana.',
    find(settings) {
      const { grafana, alertmanager } = settings;
      const { basic } = alertmanager?.existing?.authentication ?? {};
      if (grafana?.delivery !== "api" || basic === undefined) return [];
      const at = ["alertmanager", "existing", "authentication", "basic", "password"];
      return handedOver(at, basic.password, settings, "alertmanagerPassword");
    },
  },
  {
    rule: "`grafana.apiToken` is one of the stack's own secrets: the program hands it to Grafana's API.",
    find(settings) {
      const { apiToken } = settings.grafana ?? {};
      return apiToken === undefined ? [] : handedOver(["grafana", "apiToken"], apiToken, settings, "grafanaToken");
    },
  },
];
