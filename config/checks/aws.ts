import { partitionOf, regionOfZone } from "../../facts/regions.ts";
import type { Problem } from "../../problems/problem.ts";
import { ownTags } from "../aws.ts";
import { reservationGroupOf, reservedZone } from "../node-pools.ts";
import type { ParsedSettings } from "../schema.ts";
import { describeFound, formatPath, type SettingPath, settingError } from "../setting-problem.ts";
import type { Check } from "./check.ts";

/** Tags of one AWS resource (https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html). */
const MOST_TAGS = 50;

/** How the settings of AWS must fit each other: what is in another region or account is another thing. */
export const awsChecks: readonly Check[] = [
  {
    rule: "No tag of `aws.tags` is one of the program's own, and together they are at most 50.",
    find({ aws }) {
      const keys = Object.keys(aws?.tags ?? {});
      const most = MOST_TAGS - ownTags.length;
      return [
        ...keys
          .filter((key) => ownTags.some((own) => own === key))
          .map((key) => settingError(["aws", "tags", key], "is set by the program; take another key")),
        ...(keys.length > most
          ? [settingError(["aws", "tags"], `${keys.length} tags; at most ${most} fit beside the program's own`)]
          : []),
      ];
    },
  },
  {
    rule: "Every zone is in `aws.region`.",
    find(settings) {
      const { aws } = settings;
      if (aws === undefined) return [];
      return zonesOf(settings)
        .filter(({ zone }) => regionOfZone(zone) !== aws.region)
        .map(({ path, zone }) =>
          settingError(path, `expected a zone in ${formatPath(["aws", "region"])}, ${aws.region}`, {
            found: describeFound(zone),
          }),
        );
    },
  },
  {
    rule: "The ARNs of `foundation.oidcProvider`, `aws.volumeKeyArn` and groups of reservations are of the account and region of `aws`.",
    find({ aws, foundation, nodePools = {} }) {
      if (aws === undefined) return [];
      const oidc = foundation === undefined || "stack" in foundation ? undefined : foundation.oidcProvider;
      return [
        ...(oidc === undefined ? [] : arnProblems(["foundation", "oidcProvider", "arn"], oidc.arn, aws)),
        ...(aws.volumeKeyArn === undefined ? [] : arnProblems(["aws", "volumeKeyArn"], aws.volumeKeyArn, aws)),
        ...Object.entries(nodePools).flatMap(([name, { capacity }]) => {
          const group = capacity === undefined ? undefined : reservationGroupOf({ capacity });
          return group === undefined
            ? []
            : arnProblems(["nodePools", name, "capacity", "reservationGroup"], group, aws);
        }),
      ];
    },
  },
  {
    rule: "`foundation.oidcProvider.arn` ends in the issuer of its `url`.",
    find({ foundation }) {
      if (foundation === undefined || "stack" in foundation || foundation.oidcProvider === undefined) return [];
      const { arn, url } = foundation.oidcProvider;
      const issuer = url.replace(/^https:\/\//, "").replace(/\/+$/, "");
      if (arn.endsWith(`:oidc-provider/${issuer}`)) return [];
      const message = `expected to end in :oidc-provider/${issuer}, the issuer of url`;
      return [settingError(["foundation", "oidcProvider", "arn"], message, { found: describeFound(arn) })];
    },
  },
];

/** Every zone that the settings name. */
function zonesOf({ cluster, foundation, nodePools = {} }: ParsedSettings) {
  const subnets = foundation === undefined || "stack" in foundation ? [] : (foundation.subnets ?? []);
  const listed = (path: SettingPath, zones: readonly string[] = []) =>
    zones.map((zone, index) => ({ path: [...path, index], zone }));
  return [
    ...listed(["cluster", "zones"], cluster?.zones),
    ...subnets.map(({ zone }, index) => ({ path: ["foundation", "subnets", index, "zone"], zone })),
    ...Object.entries(nodePools).flatMap(([name, { zones, capacity }]) => {
      const reserved = capacity === undefined ? undefined : reservedZone({ capacity });
      return [
        ...listed(["nodePools", name, "zones"], zones),
        ...(reserved === undefined ? [] : [{ path: ["nodePools", name, "capacity", "zone"], zone: reserved }]),
      ];
    }),
  ];
}

/** IAM has no regions: the third part of an ARN of its own is empty. */
function arnProblems(
  path: SettingPath,
  arn: string,
  { region, accountId }: NonNullable<ParsedSettings["aws"]>,
): readonly Problem[] {
  const [, partition, , ownRegion, account] = arn.split(":");
  const wrong = [
    ...(partition === partitionOf(region) ? [] : [`the partition ${partitionOf(region)}`]),
    ...(ownRegion === "" || ownRegion === region ? [] : [`the region ${region}`]),
    ...(accountId === undefined || account === accountId ? [] : [`the account ${accountId}`]),
  ];
  if (wrong.length === 0) return [];
  const message = `expected one of ${wrong.join(" and ")}, as ${formatPath(["aws"])} says`;
  return [settingError(path, message, { found: describeFound(arn) })];
}
