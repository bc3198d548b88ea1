import { workspaceOf } from "../../facts/managed-prometheus.ts";
import { describeFound, settingError } from "../setting-problem.ts";
import { formatBytes } from "../types/bytes.ts";
import type { Check } from "./check.ts";
import { podRoleProblems } from "./pod-roles.ts";

/**
 * The most of a volume that blocks may fill. The write-ahead log, the head's chunks and a compaction's new block come on
 * top of them (https://prometheus.io/docs/prometheus/latest/storage/#operational-aspects: 80 to 85 %).
 */
const mostOfStorage = 0.85;

/** How Prometheus's settings must fit each other. */
export const prometheusChecks: readonly Check[] = [
  {
    rule: "`prometheus.retention.size` is at most 85 % of `prometheus.storage`, where both are given.",
    find({ prometheus }) {
      if (prometheus === undefined) return [];
      const { retention, storage } = prometheus;
      if (retention.size === undefined || storage === undefined) return [];
      const most = storage.bytes * mostOfStorage;
      if (retention.size.bytes <= most) return [];
      const message = `leaves no room for the write-ahead log and compaction; expected at most ${formatBytes(most)}, 85 % of storage ${storage.text}`;
      return [
        settingError(["prometheus", "retention", "size"], message, { found: describeFound(retention.size.text) }),
      ];
    },
  },
  {
    rule: "A store of `prometheus.remoteWrite` with `tls` has a URL of https, and its `authentication` is one of `basic`, `bearer` and `sigv4`.",
    find({ prometheus }) {
      return (prometheus?.remoteWrite ?? []).flatMap(({ url, tls, authentication }, index) => {
        const at = ["prometheus", "remoteWrite", index];
        const given = Object.keys(authentication ?? {});
        const found = given.length === 0 ? "names none of basic, bearer and sigv4" : `names ${given.join(" and ")}`;
        return [
          ...(tls !== undefined && !url.startsWith("https:")
            ? [settingError([...at, "tls"], "the URL is of http, which has none; remove it, or write https")]
            : []),
          ...(authentication !== undefined && given.length !== 1
            ? [settingError([...at, "authentication"], found, { hint: "set one of them" })]
            : []),
        ];
      });
    },
  },
  {
    rule: "`sigv4` is for a workspace of Amazon Managed Service for Prometheus; it needs `aws.accountId`, and the cluster by name or its OIDC provider. All stores have the same `identity`.",
    find(settings) {
      const signed = (settings.prometheus?.remoteWrite ?? []).flatMap(({ url, authentication }, index) => {
        const at = ["prometheus", "remoteWrite", index, "authentication", "sigv4"];
        const sigv4 = authentication?.sigv4;
        return sigv4 === undefined ? [] : [{ at, url, identity: sigv4.identity }];
      });
      const [first] = signed;
      return signed.flatMap(({ at, url, identity }) => [
        ...(workspaceOf(url) === undefined
          ? [
              settingError([...at.slice(0, 3), "url"], "is of no workspace, which sigv4 is for", {
                found: describeFound(url),
                hint: 'expected "https://aps-workspaces.<region>.amazonaws.com/workspaces/<id>/api/v1/remote_write"',
              }),
            ]
          : []),
        ...podRoleProblems(settings, at, identity),
        ...(first !== undefined && first.identity !== identity
          ? [
              settingError(
                [...at, "identity"],
                `differs from that of another store, ${first.identity}; a pod has one`,
                {
                  found: describeFound(identity),
                },
              ),
            ]
          : []),
      ]);
    },
  },
  {
    rule: "`prometheus.pushedFrom` needs `thanos`, or `prometheus.replicas` 1: a sender reaches one replica, and the others would know nothing.",
    find({ prometheus, written }) {
      if (prometheus === undefined || prometheus.pushedFrom.length === 0) return [];
      if (written?.has("thanos") || prometheus.replicas === 1) return [];
      const message =
        "reaches one replica of several, and which is chance; set aiobs:thanos, or prometheus.replicas: 1";
      return [settingError(["prometheus", "pushedFrom"], message)];
    },
  },
  {
    rule: "`prometheus.scrapeTimeout` is at most `prometheus.scrapeInterval`.",
    find({ prometheus }) {
      if (prometheus === undefined) return [];
      const { scrapeTimeout, scrapeInterval } = prometheus;
      if (scrapeTimeout.seconds <= scrapeInterval.seconds) return [];
      const message = `expected at most scrapeInterval, ${scrapeInterval.text}`;
      return [settingError(["prometheus", "scrapeTimeout"], message, { found: describeFound(scrapeTimeout.text) })];
    },
  },
];
