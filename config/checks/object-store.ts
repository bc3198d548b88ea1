import type { Problem } from "../../problems/problem.ts";
import { keepers } from "../kept-in-bucket.ts";
import { type BucketKind, bucketKinds } from "../object-store.ts";
import type { ParsedSettings } from "../schema.ts";
import { settingError } from "../setting-problem.ts";
import type { Check } from "./check.ts";
import { podRoleProblems } from "./pod-roles.ts";

/** What object storage in AWS needs beside its own settings. */
export const objectStoreChecks: readonly Check[] = [
  {
    rule: "What is kept in object storage needs an `objectStore`, and `objectStore` something that is kept in it.",
    find(settings) {
      const keeping = keepers.filter(({ keeps }) => keeps(settings));
      if (!settings.written?.has("objectStore")) {
        const hint =
          "write aiobs:objectStore: { kind: aws }, or kind: s3 with endpoint, buckets, accessKey and secretKey";
        return keeping.map(({ key, what, instead }) =>
          settingError([key], `has nowhere to keep ${what}: there is no objectStore`, {
            hint: instead === undefined ? hint : `${hint}; or ${instead} in aiobs:${key}`,
          }),
        );
      }
      if (settings.objectStore === undefined || mayKeep(settings).length > 0) return [];
      const hint = `set ${keepers.map(({ key }) => key).join(" or ")}, or remove it`;
      return [settingError(["objectStore"], "is not used: nothing keeps anything in it", { hint })];
    },
  },
  {
    rule: "`objectStore.buckets` names no bucket that nothing is kept in; with kind `s3`, one for each kind of data that is.",
    find(settings) {
      const { objectStore } = settings;
      const keeping = keepers.filter(({ keeps }) => keeps(settings));
      if (objectStore === undefined || keeping.length === 0) return [];
      const missing = keeping.filter(
        ({ kind }) => objectStore.kind === "s3" && objectStore.buckets[kind] === undefined,
      );
      const keptNow = new Set(mayKeep(settings).map(({ kind }) => kind));
      return [
        ...missing.map(({ key, kind, what }) => bucketError(kind, `is missing: ${key} keeps ${what} there`)),
        ...bucketKinds
          .filter((kind) => objectStore.buckets[kind] !== undefined && !keptNow.has(kind))
          .map((kind) => bucketError(kind, "is not used: nothing is kept there")),
      ];
    },
  },
  {
    rule: '`objectStore` of kind "aws" needs `aws.region` and `aws.accountId`, and the cluster by name or its OIDC provider.',
    find(settings) {
      const { objectStore } = settings;
      return objectStore?.kind === "aws" ? podRoleProblems(settings, ["objectStore"], objectStore.identity) : [];
    },
  },
];

/** Who keeps something, or is written and could not be parsed. */
function mayKeep(settings: ParsedSettings): typeof keepers {
  return keepers.filter(
    ({ key, keeps }) => keeps(settings) || (settings.written?.has(key) && settings[key] === undefined),
  );
}

function bucketError(kind: BucketKind, message: string): Problem {
  return settingError(["objectStore", "buckets", kind], message);
}
