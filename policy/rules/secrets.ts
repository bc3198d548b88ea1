/** No secret in plain text: Pulumi's state, the plan and everybody who may read a ConfigMap would have it. */
import { at, entriesAt, isMap, type Json, listAt, textAt } from "../json.ts";
import { kindOf } from "../kubernetes.ts";
import { makesPods, podOf } from "../pods.ts";
import { type PolicyResource, type ResourcePolicy, SECRET, UNKNOWN } from "../policy.ts";
import { isLiteral, isSecretName, namedSecretsIn, secretsIn } from "../secret-shapes.ts";

/** What the engine and the program themselves group by: nothing is created from it. */
const NO_RESOURCE = /^(pulumi:pulumi|aiobs):/;

/** Where a secret has no business even when it is marked as one: whoever may look at the object reads it. */
function isReadByMany(resource: PolicyResource): boolean {
  return (
    kindOf(resource) === "ConfigMap" || makesPods(resource) || resource.type === "aws:ec2/launchTemplate:LaunchTemplate"
  );
}

/**
 * Under the engine policies are shown what is secret as if it were not. There, only the places are judged where no secret
 * belongs at all; the offline preview, which shows no secret, judges everything.
 */
export const noPlainSecret: ResourcePolicy = {
  judges: "resource",
  name: "no-plain-secret",
  description:
    "No resource holds a secret in plain text: not under a name such as `password` or `apiKey`, not by its shape (AWS keys, tokens, private keys), not in a Secret.",
  remedy: "set it with `pulumi config set --secret`, pass it as a secret Output into a Secret, and refer to that",
  enforcement: "mandatory",
  applies: (resource, { secrets }) =>
    secrets === "redacted" ? !NO_RESOURCE.test(resource.type) : isReadByMany(resource),
  check: (resource, { secrets }) => [
    ...new Set([
      ...shapes(resource.props),
      ...(kindOf(resource) === "ConfigMap" ? filesWithSecrets(resource) : []),
      ...(makesPods(resource) ? secretsOfContainers(resource) : []),
      ...(secrets === "redacted" ? unmarkedProperties(resource) : []),
    ]),
  ],
};

/** Secrets by shape, in any text, with the property that holds it. */
function shapes(value: Json, path = ""): readonly string[] {
  if (typeof value === "string") return secretsIn(value).map((what) => `holds ${what} in ${path}`);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => shapes(item, path === "" ? key : `${path}.${key}`));
}

function filesWithSecrets({ props }: PolicyResource): readonly string[] {
  return entriesAt(props, "data").flatMap(([file, text]) => {
    if (typeof text !== "string") return [];
    return [
      ...(isSecretName(file) && isLiteral(text) ? [`holds a value under the key ${file}`] : []),
      ...namedSecretsIn(text).map((name) => `holds a value for ${name} in ${file}`),
    ];
  });
}

function secretsOfContainers(resource: PolicyResource): readonly string[] {
  return (podOf(resource)?.containers ?? []).flatMap(({ name: container, value }) => {
    const variables = listAt(value, "env")
      .map((variable) => [textAt(variable, "name") ?? "", textAt(variable, "value") ?? ""] as const)
      .filter(([name, text]) => isSecretName(name) && isLiteral(text))
      .map(([name]) => `container ${container} has a value for ${name} in its environment`);
    const flags = flagsOf([...listAt(value, "command"), ...listAt(value, "args")])
      .filter(([name, text]) => isSecretName(name) && isLiteral(text))
      .map(([name]) => `container ${container} has a value for ${name} in its arguments`);
    return [...variables, ...flags];
  });
}

/** The flags of a command line with their values: `--name=value`, or `--name value`. */
function flagsOf(line: readonly Json[]): readonly (readonly [name: string, value: string])[] {
  return line.flatMap((word, index) => {
    const [, name, value] = /^-*([\w.-]+)(?:=(.*))?$/s.exec(typeof word === "string" ? word : "") ?? [];
    if (name === undefined) return [];
    const next = line[index + 1];
    const separate =
      typeof word === "string" && word.startsWith("-") && typeof next === "string" && !next.startsWith("-");
    return [[name, value ?? (separate ? next : "")] as const];
  });
}

/** What is not marked as secret and should be: all that a Secret holds, and what is named like a secret anywhere else. */
function unmarkedProperties(resource: PolicyResource): readonly string[] {
  const kind = kindOf(resource);
  if (kind === "Secret") return unmarkedContent(resource);
  // A ConfigMap's keys are judged as what they are: files.
  if (kind === "ConfigMap") return [];
  const named = namedProperties(resource.props);
  return (kind === "ExternalSecret" ? named.filter((path) => !KEY_OF_SECRET.test(path)) : named).map(
    (path) => `has ${path} in plain text`,
  );
}

/** What an ExternalSecret calls a key of its Secret, and no value. */
const KEY_OF_SECRET = /^spec\.data\.\d+\.secretKey$/;

function unmarkedContent(resource: PolicyResource): readonly string[] {
  return ["data", "stringData"].flatMap((field) => {
    const content = at(resource.props, field);
    if (isMap(content)) {
      return Object.entries(content)
        .filter(([, value]) => value !== SECRET && value !== UNKNOWN)
        .map(([key]) => `has ${field}.${key} in plain text`);
    }
    return content === undefined || content === SECRET || content === UNKNOWN ? [] : [`has ${field} in plain text`];
  });
}

/** The paths of properties named like a secret, of any resource, that have a text of their own. */
function namedProperties(value: Json, path = ""): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const here = path === "" ? key : `${path}.${key}`;
    if (typeof item !== "string") return namedProperties(item, here);
    return isSecretName(key) && isLiteral(item) ? [here] : [];
  });
}
