import type { Problem } from "../problems/problem.ts";
import { settingError } from "./setting-problem.ts";
import type { Settings } from "./settings.ts";

/** The least length of the key of an HMAC-SHA256: the length of what comes out of it (RFC 2104, section 3). The collector refuses a shorter one. */
const PEPPER_CHARACTERS = 32;

/**
 * Finds secrets that are too short for what they are for. Says which setting names them, never what they hold.
 *
 * @param lookUp the value of a secret by its name; undefined where it is not set.
 */
export function checkSecretLengths(
  { agent }: Pick<Settings, "agent">,
  lookUp: (name: string) => string | undefined,
): readonly Problem[] {
  const { pepper } = agent;
  // What is in the cluster, nobody here can see.
  if (
    pepper === undefined ||
    !("secret" in pepper) ||
    (lookUp(pepper.secret)?.length ?? PEPPER_CHARACTERS) >= PEPPER_CHARACTERS
  )
    return [];
  return [
    settingError(["agent", "pepper"], `names a secret that has fewer than ${PEPPER_CHARACTERS} characters`, {
      hint: `run: openssl rand -hex 32 | pulumi config set --secret ${pepper.secret}`,
    }),
  ];
}
