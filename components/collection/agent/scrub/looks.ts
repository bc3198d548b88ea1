/**
 * Personal data by how it looks, where no field's name tells. docs/personal-data.md says what becomes of each, and what is found
 * in vain: patterns are kept to those that ordinary lines of servers do not have.
 */

import { named, TENSORS } from "./field-names.ts";
import type { Look, Replacement } from "./replacement.ts";

/** One group of an IPv6 address, and one of a hardware address. */
const H = "[0-9A-Fa-f]{1,4}";
const HH = "[0-9A-Fa-f]{2}";

/** Numbers in brackets, nested as they may be. */
const NUMBERS = String.raw`\[(?:NaN|Infinity|null|[-0-9eE+.,\s\[\]])*(?:\]|$)`;

/** Tensors' values, in JSON and as Python and PyTorch print them. */
const tensors: Look = {
  replacements: [
    { pattern: `(?i)("${named(TENSORS)}"\\s*:\\s*)${NUMBERS}`, by: '$1"[redacted]"' },
    { pattern: `(?i)\\b(tensor|array)\\(\\s*${NUMBERS}`, by: "$1([redacted]" },
    { pattern: `(?i)\\b(${TENSORS.join("|")})=${NUMBERS}`, by: "$1=[redacted]" },
  ],
  signs: [String.raw`\[[\s\[]*(?:nan|infinity|null|[-+.0-9])`],
  specimen: '"tensor":[1] tensor([1]) logits=[1]',
  becomes: '"tensor":"[redacted]" tensor([redacted]) logits=[redacted]',
};

/** Of an IPv6 address the first group stays, of a hardware address its maker's half. */
const addressesWithColons: Look = {
  replacements: [
    // All eight groups, the last two perhaps as IPv4.
    {
      pattern: `(^|[^0-9A-Za-z:])(${H})(?::${H}){5}:(?:${H}:${H}|[0-9]{1,3}(?:[.][0-9]{1,3}){3})`,
      by: "$1$2::",
    },
    // Shortened, with a beginning.
    { pattern: `(^|[^0-9A-Za-z:])(${H})(?::${H}){0,6}::[0-9A-Fa-f:.]*`, by: "$1$2::" },
    // Shortened, without.
    { pattern: "(^|[^0-9A-Za-z:])::[0-9A-Fa-f][0-9A-Fa-f:.]*", by: "$1::" },
    { pattern: `\\b(${HH}:${HH}:${HH}):${HH}:${HH}:${HH}\\b`, by: "$1:00:00:00" },
  ],
  signs: [":(?::|[0-9a-f]{1,4}:[0-9a-f]{1,4}:[0-9a-f]{1,4}:)"],
  specimen: "1:2:3:4:5:6:7:8 fe80::1 ::1 02:00:5e:10:00:01",
  becomes: "1:: fe80:: :: 02:00:5e:00:00:00",
};

/** Of an IPv4 address the first 16 bits stay. */
const addressesWithDots: Look = {
  replacements: [{ pattern: "([0-9]{1,3}[.][0-9]{1,3})[.][0-9]{1,3}[.][0-9]{1,3}", by: "$1.0.0" }],
  signs: ["[.][0-9]{1,3}[.][0-9]{1,3}[.][0-9]"],
  specimen: "203.0.113.7",
  becomes: "203.0.0.0",
};

/** Numbers that are a person's, where their form tells: with the separators that people write them with. */
const numbersOfPeople: Look = {
  replacements: [
    // Payment cards, in groups of four.
    { pattern: String.raw`\b[0-9]{4}([ -])[0-9]{4}[ -][0-9]{4}[ -][0-9]{4}\b`, by: "[number]" },
    // Social security numbers of the USA.
    { pattern: String.raw`\b[0-9]{3}-[0-9]{2}-[0-9]{4}\b`, by: "[number]" },
    // Phone numbers with a country's code (E.164).
    { pattern: String.raw`(^|[^0-9A-Za-z.])\+[1-9][0-9](?:[ ().-]{0,2}[0-9]){6,13}\b`, by: "$1[number]" },
    { pattern: `\\b(${HH}-${HH}-${HH})-${HH}-${HH}-${HH}\\b`, by: "$1-00-00-00" },
  ],
  signs: [
    " [0-9]{4} [0-9]{4}[ -]",
    "-[0-9]{4}-[0-9]{4}[ -]",
    "-[0-9]{2}-[0-9]{4}",
    "[+][1-9][0-9][0-9 ().-]{6}",
    "-[0-9a-f]{2}-[0-9a-f]{2}-[0-9a-f]{2}-",
  ],
  specimen: "4000 0000 0000 0000 000-00-0000 +49 30 0000 0000, 02-00-5e-10-00-01",
  becomes: "[number] [number] [number], 02-00-5e-00-00-00",
};

/** Keys and tokens whose makers gave them a beginning of their own (each maker's documentation), and JSON Web Tokens (RFC 7519). */
const TOKENS = [
  "sk-[A-Za-z0-9_-]{20,}",
  "[rs]k_(?:live|test)_[A-Za-z0-9]{10,}",
  "(?:AKIA|ASIA)[0-9A-Z]{16}",
  "gh[opsur]_[A-Za-z0-9]{30,}",
  "github_pat_[A-Za-z0-9_]{22,}",
  "glpat-[A-Za-z0-9_-]{20,}",
  "gl(?:sa|c)_[A-Za-z0-9+/=_]{30,}",
  "xox[abeoprs]-[A-Za-z0-9-]{10,}",
  "hf_[A-Za-z0-9]{30,}",
  "npm_[A-Za-z0-9]{30,}",
  String.raw`hvs\.[A-Za-z0-9_-]{20,}`,
  "AIza[0-9A-Za-z_-]{30,}",
  String.raw`eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?`,
] as const;

/** What opens doors. */
const secrets: Look = {
  replacements: [
    { pattern: `\\b(?:${TOKENS.join("|")})`, by: "[redacted]" },
    { pattern: String.raw`(?i)\b(bearer\s+)[A-Za-z0-9._~+/=-]{16,}`, by: "$1[redacted]" },
    // A header, whatever its scheme.
    {
      pattern: String.raw`(?i)(\bauthorization\\*["']?\s*[:=]\s*\\*["']?)(?:(?:basic|bearer|token|apikey|digest|negotiate)\s+)?[^\s"'\\,;]+`,
      by: "$1[redacted]",
    },
    // User and password in a URL.
    { pattern: String.raw`(://)[^\s/@:"']*:[^\s/@"']+@`, by: "$1[redacted]@" },
    { pattern: String.raw`(-----BEGIN [A-Z ]*PRIVATE KEY-----)[\s\S]*?(?:-----END|$)`, by: "$1[redacted]" },
  ],
  signs: [
    "sk-",
    "k_live_",
    "k_test_",
    "akia",
    "asia",
    "gh[opsur]_",
    "github_pat_",
    "glpat-",
    "gl(?:sa|c)_",
    "xox[abeoprs]-",
    "hf_",
    "npm_",
    "hvs[.]",
    "aiza",
    "eyj",
    "bearer",
    "authorization",
    String.raw`://[^\s/@]*:[^\s/@]+@`,
    "-begin [a-z ]*private key-",
  ],
  // Of shapes that nobody takes for a secret.
  specimen: `hvs.${"0".repeat(20)} bearer ${"0".repeat(16)} authorization: 0 x://:b@c -----BEGIN  PRIVATE KEY-----0-----END`,
  becomes:
    "[redacted] bearer [redacted] authorization: [redacted] x://[redacted]@c -----BEGIN  PRIVATE KEY-----[redacted]",
};

/** An address for e-mail, also where a URL or JSON has escaped the sign. */
const EMAIL = String.raw`[A-Za-z0-9._%+'-]+(?:@|%40|\\u0040)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`;

/** What every lower-case text with one has. */
export const EMAIL_SIGNS = ["@", "%40", "u0040"] as const;

/** Addresses for e-mail in attributes' names, where no hash can be made. */
export const EMAIL_IN_NAME: Replacement = { pattern: EMAIL, by: "[e-mail]" };

/** Addresses for e-mail become URIs (RFC 6068): as such they are found at once by what hashes them. */
const emails: Look = {
  replacements: [
    // No hash can be made of the names of fields.
    { pattern: `("[^"\\\\:,]*?)${EMAIL}([^"\\\\]*"\\s*:)`, by: "$1[e-mail]$2" },
    { pattern: `(${EMAIL})`, by: "mailto:$1" },
  ],
  signs: EMAIL_SIGNS,
  specimen: '"a@b.example":1 a@b.example',
  becomes: '"[e-mail]":1 mailto:a@b.example',
};

/** An address for e-mail as it is hashed. */
export const EMAIL_URI: string = `mailto:${EMAIL}`;

/** The same in the name of a span, where no hash can be made. */
export const EMAIL_URI_IN_NAME: Replacement = { pattern: `mailto:(?:${EMAIL})?`, by: "[e-mail]" };

/** Wherever a text stands. {@link emails} come after secrets: in a URL, a password looks like the beginning of an address. */
export const LOOKS: readonly Look[] = [
  tensors,
  addressesWithColons,
  addressesWithDots,
  numbersOfPeople,
  secrets,
  emails,
];

/** What no record has once it is scrubbed, each with a sign, as of {@link Look}, that every text with it has. */
export const LEFTOVERS = [
  { pattern: EMAIL, signs: EMAIL_SIGNS },
  // An IPv4 address that is not masked.
  {
    pattern: "[0-9]{1,3}[.][0-9]{1,3}[.](?:[1-9][0-9]{0,2}[.][0-9]{1,3}|0{1,3}[.][1-9][0-9]{0,2})",
    signs: addressesWithDots.signs,
  },
  // An IPv6 address of more than one group.
  {
    pattern: `(?:^|[^0-9A-Za-z:])(?:(?:${H}:){7}${H}|(?:${H}(?::${H}){0,6})?::${H})`,
    signs: addressesWithColons.signs,
  },
] as const;
