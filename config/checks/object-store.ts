import { settingError } from "../setting-problem.ts";
import type { Check } from "./check.ts";

/** What object storage in AWS needs beside its own settings. */
export const objectStoreChecks: readonly Check[] = [
  {
    rule: '`objectStore` of kind "aws" needs `aws.region` and `aws.accountId`, and the cluster by name or its OIDC provider.',
    find({ objectStore, aws, foundation, written }) {
      if (objectStore?.kind !== "aws" || foundation === undefined) return [];
      const account =
        aws?.accountId === undefined && (aws !== undefined || !written?.has("aws"))
          ? [settingError(["objectStore"], "needs to know its account: set aiobs:aws with region and accountId")]
          : [];
      if ("stack" in foundation) return account;
      const needed = objectStore.identity === "irsa" ? "oidcProvider" : "clusterName";
      if (foundation[needed] !== undefined) return account;
      const message = `gives pods their roles by ${objectStore.identity}; name aiobs:foundation.${needed}`;
      return [...account, settingError(["objectStore", "identity"], message)];
    },
  },
];
