import * as z from "zod";
import { patternType } from "./text-type.ts";

/** A secret by its name. The value is in the stack's encrypted configuration and never in the settings. */
export interface SecretRef {
  /** The key that `pulumi config set --secret <name>` sets, without the project's `aiobs:`. */
  readonly secret: string;
}

/** Settings that hold secrets: an error never shows what was found there. */
export const confidential = z.registry<{ readonly confidential: true }>();

const expected =
  "expected { secret: <name> }, the name of a secret that was set with: pulumi config set --secret <name>";

/** A setting that names a secret. */
export function secretRef() {
  return z
    .strictObject(
      {
        secret: patternType({
          name: "secret's name",
          expected: 'the name of a secret in camelCase such as "pagerdutyRoutingKey"',
          examples: ["pagerdutyRoutingKey"],
          pattern: /^[a-z][a-zA-Z0-9]*$/,
        }).describe("The name given to `pulumi config set --secret <name>`."),
      },
      // The message is for what is no map; a wrong key inside one keeps its own.
      { error: (issue) => (issue.code === "invalid_type" ? expected : undefined) },
    )
    .register(confidential, { confidential: true })
    .meta({ title: "secret", patternErrorMessage: expected });
}
