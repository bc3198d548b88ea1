/** How a secret gives itself away: by the name that it is under, or by its own shape. */

/** A shape, and what has it. */
interface Shape {
  readonly what: string;
  readonly pattern: RegExp;
}

/** Formats that their issuers made recognisable. */
const SHAPES: readonly Shape[] = [
  { what: "an AWS access key", pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: "a private key", pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/ },
  { what: "a Slack webhook", pattern: /\bhooks\.slack\.com\/services\/T\w+\/B\w+\/\w+/ },
  { what: "a Slack token", pattern: /\bxox[abeprs]-[0-9A-Za-z-]{10,}/ },
  { what: "a GitHub token", pattern: /\b(?:gh[oprsu]_[0-9A-Za-z]{36}|github_pat_\w{22,})/ },
  { what: "a Grafana token", pattern: /\bglsa_[0-9A-Za-z]{32}_[0-9a-f]{8}\b/ },
  { what: "a JSON Web Token", pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/ },
  { what: "a password in a URL", pattern: /:\/\/[^\s:@/"'{}$<>[\]]+:[^\s:@/"'{}$<>[\]]+@/ },
];

/** Last words of a name that is a secret's: `GF_DATABASE_PASSWORD`, `webhookToken`, but not `tokenUrl` or `secretName`. */
const NAMES = new Set(["apikey", "credential", "credentials", "passphrase", "passwd", "password", "secret", "token"]);

/** What `key` must follow: an `apiKey` is a secret, a cache key is none. */
const KEYS = new Set([
  "access",
  "account",
  "api",
  "auth",
  "encryption",
  "integration",
  "private",
  "routing",
  "secret",
  "signing",
]);

/** What stands for a value that is elsewhere, or is none: `$VAR`, `{{ .Token }}`, `/etc/token`, `true`. */
const REFERENCE = /^(?:[$/%<{*]|\[(?:secret|known after up)\]|(?:true|false|null|none|yes|no|on|off)$)/i;

/** Whether a value under this name would be a secret. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const [before = "", last = ""] = words.slice(-2).length === 1 ? ["", ...words] : words.slice(-2);
  return NAMES.has(last) || (last === "key" && KEYS.has(before));
}

/** Whether a text is a value itself, and not a reference to one. */
export function isLiteral(text: string): boolean {
  const value = text.trim();
  return value !== "" && !REFERENCE.test(value);
}

/** What secrets a text has the shape of. Says what they are, never what they say. */
export function secretsIn(text: string): readonly string[] {
  return SHAPES.filter(({ pattern }) => pattern.test(text)).map(({ what }) => what);
}

/** A line of YAML, INI or properties that gives a name a value on the same line. */
const ASSIGNMENT = /^[\s-]*["']?([\w.-]+)["']?\s*[:=]\s*(\S.*?)\s*,?$/;

/** The names of secrets that a configuration file gives a value itself. */
export function namedSecretsIn(file: string): readonly string[] {
  return file.split("\n").flatMap((line) => {
    const [, name = "", value = ""] = ASSIGNMENT.exec(line) ?? [];
    return isSecretName(name) && isLiteral(value.replace(/^["']|["']$/g, "")) ? [name] : [];
  });
}
