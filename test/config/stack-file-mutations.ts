import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse, stringify } from "yaml";

const texts = ["local", "dev", "prod"].map((stack) =>
  readFileSync(join(import.meta.dirname, "../..", `Pulumi.${stack}.yaml`), "utf8"),
);

/** Keys that objects have without being given them, keys that no YAML file should have, and keys that are near ours. */
const oddKey = fc.constantFrom(
  "constructor",
  "toString",
  "__proto__",
  "hasOwnProperty",
  "valueOf",
  "",
  " ",
  "a.b",
  "0",
  "aiobs:constructor",
  "aiobs:__proto__",
  "secret",
  "replica",
  "x".repeat(900),
  "\u0000",
  "\u202Eevil",
);

const oddValue = fc.oneof(
  fc.constantFrom<unknown>(null, "", " ", [], {}, true, -1, 1e308, 0.1, [[]], [null], { secret: "a" }, { secret: 5 }),
  fc.constantFrom("*", "1h", "-5m", "99999999999", "constructor", "::/0", "10.0.0.0/8", "http://", "\u0000", "\u202Ex"),
  fc.constantFrom("x".repeat(900), "a:b:c", "[::1]:80", "999.1.1.1/8", 'severity=~"("', "📈", "eu-central-1a"),
  oddKey.map((key) => ({ [key]: key })),
  fc.string(),
);

/** Every place in a value, from the top down. */
function placesIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => placesIn(child, [...path, key]))];
}

/** The value with another at a path; `undefined` takes it out. */
function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .map(([name, child]) => [name, name === key ? replaced(child, rest, by) : child] as const)
    .filter(([, child]) => child !== undefined);
  return Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

function renamed(value: unknown, [key, ...rest]: readonly string[], to: string): unknown {
  if (key === undefined || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((child, index) => (String(index) === key ? renamed(child, rest, to) : child));
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => {
      if (name !== key) return [name, child];
      return rest.length === 0 ? [to, child] : [name, renamed(child, rest, to)];
    }),
  );
}

/** Stack files with some of their values replaced, taken out, wrapped in a list, or given other names. */
export const changedValues: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...texts),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom("replace", "remove", "wrap", "rename", "add"), oddKey, oddValue), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([text, changes]) => {
    const file = changes.reduce<unknown>((value, [seed, change, key, odd]) => {
      const places = placesIn(value);
      const path = places[seed % places.length] ?? [];
      const there = path.reduce<unknown>((found, name) => Object(found)[name], value);
      switch (change) {
        case "replace":
          return replaced(value, path, odd);
        case "remove":
          return path.length === 0 ? {} : replaced(value, path, undefined);
        case "wrap":
          return replaced(value, path, [there, there]);
        case "add":
          return replaced(value, path, Object.fromEntries([...Object.entries(Object(there)), [key, odd]]));
        default:
          return renamed(value, path, key);
      }
    }, parse(text));
    return stringify(file, { aliasDuplicateObjects: false });
  });

/** What is easily mistyped in YAML, and what its parser takes for more than text. */
const oddYaml = fc.constantFrom(
  "&a [*a]",
  "&a { x: *a }",
  "*nowhere",
  "<<: *nowhere",
  "{ <<: 5 }",
  "!!binary aGk=",
  "!!set { a, b }",
  "!unknown x",
  "? [a, b]\n: c",
  "? { a: b }\n: c",
  "---",
  "...",
  "%YAML 1.1\n---",
  "\t",
  "'",
  '"\\u0000"',
  "|",
  ">-",
  "[",
  "}",
  "#",
  ":",
  "- ",
  "{ secure: x }",
  "2001-01-01",
  ".inf",
  "0x1F",
  "1_000",
  "~",
  `&l0 [x]\n  b1: &l1 [*l0${", *l0".repeat(9)}]\n  b2: &l2 [*l1${", *l1".repeat(9)}]\n  b3: [*l2${", *l2".repeat(9)}]`,
);

/** Stack files with characters taken out, lines twice, and other text put in. */
export const changedText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...texts),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat({ max: 20 }),
        fc.oneof(oddYaml, oddKey, fc.string(), fc.constant("")),
        fc.constantFrom("value", "anywhere"),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce((changed, [seed, cut, put, where]) => {
      if (where === "anywhere") {
        const at = seed % (changed.length + 1);
        return changed.slice(0, at) + put + changed.slice(at + cut);
      }
      const lines = changed.split("\n");
      const index = seed % lines.length;
      const line = lines[index] ?? "";
      lines[index] = line.includes(":") ? line.replace(/:(\s.*)?$/, () => `: ${put}`) : `${line}${put}`;
      return lines.join("\n");
    }, text),
  );
