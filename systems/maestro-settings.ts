import * as z from "zod";
import { type SectionCheck, section } from "../config/section.ts";
import { describeFound, formatPath, settingError } from "../config/setting-problem.ts";
import { cidr, isAddress, isInNetwork } from "../config/types/cidr.ts";
import { dnsLabel } from "../config/types/dns-name.ts";
import { hostPort } from "../config/types/host-port.ts";
import { labelKey, labelValue } from "../config/types/label.ts";
import { list } from "../config/types/list.ts";
import { port } from "../config/types/port.ts";

const pods = z
  .strictObject({
    namespaces: list(dnsLabel(["maestro"]), { min: 1 }).describe("Namespaces of the API's pods."),
    labels: z
      .record(labelKey(), labelValue())
      .refine((labels) => Object.keys(labels).length > 0, {
        error: "expected at least one label that the pods bear, e.g. { app.kubernetes.io/name: maestro-api }",
      })
      .prefault({ "app.kubernetes.io/name": "maestro-api" })
      .describe("Labels that the API's pods bear, all of them."),
    port: port().prefault(8000).describe("Container port that serves `/metrics`; the container must declare it."),
  })
  .describe("The API's pods, found by the Kubernetes API.");

const size = z
  .strictObject({
    replicas: z.int().min(1).max(1000).prefault(3).describe("Replicas of the API at most."),
    tenants: z.int().min(1).max(100_000).prefault(50).describe("Tenants at most, whether they work or not."),
    endpoints: z
      .int()
      .min(1)
      .max(10_000)
      .prefault(60)
      .describe("Routes of the API, each method of a path counted by itself."),
  })
  .prefault({})
  .describe(
    "How large the platform may become: its series are estimated from it, and a scrape with four times as many is refused. " +
      "Requests multiply most: replicas × tenants × endpoints × statuses.",
  );

const schema = z
  .strictObject({
    size,
    pods: pods.exactOptional(),
    targets: list(hostPort(), { min: 1 })
      .exactOptional()
      .describe("Replicas of the API outside the cluster, named one by one. Instead of `pods`."),
    cidrs: list(cidr()).prefault([]).describe("Networks that `targets` are in. Prometheus may reach no other outside."),
  })
  .describe(
    "The Maestro ML platform to observe. Left out: none is scraped, and its rules and dashboards are not deployed.",
  );

/** Where the observed Maestro platform is. */
export type MaestroSettings = z.output<typeof schema>;

/** How Maestro's targets must fit each other. */
const checks: readonly SectionCheck<MaestroSettings>[] = [
  {
    rule: "`maestro` names `pods` or `targets`, one of the two, or is left out.",
    find({ pods, targets }) {
      if ((pods === undefined) !== (targets === undefined)) return [];
      const message = pods === undefined ? "names neither pods nor targets" : "names both pods and targets";
      const hint = "set one of them, or leave it out: then nothing of Maestro is deployed";
      return [settingError(["maestro"], message, { hint })];
    },
  },
  {
    rule: "`maestro.cidrs` is set where there are `targets`, and only there: network policies let Prometheus reach nothing else.",
    find({ targets, cidrs }) {
      if ((targets === undefined) === (cidrs.length === 0)) return [];
      const message =
        targets === undefined
          ? "is for targets; pods are reached by their namespaces"
          : 'needed with targets: name the networks that they are in, such as "10.20.0.0/16"';
      return [settingError(["maestro", "cidrs"], message, { found: targets ? "an empty list" : "a list" })];
    },
  },
  {
    rule: "A target that is given by its address is in one of `maestro.cidrs`.",
    find({ targets = [], cidrs }) {
      if (cidrs.length === 0) return [];
      return targets.flatMap(({ text, host }, index) => {
        if (!isAddress(host) || cidrs.some((network) => isInNetwork(host, network))) return [];
        const message = `is in none of ${formatPath(["maestro", "cidrs"])}; add its network there`;
        return [settingError(["maestro", "targets", index], message, { found: describeFound(text) })];
      });
    },
  },
];

/** The settings `aiobs:maestro`: which Maestro platform is observed, and where its API runs. */
export const maestroSettings = section("maestro", schema, checks);
