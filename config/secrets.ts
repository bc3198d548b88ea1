/**
 * The names of all secrets that settings name, sorted, each once. Takes raw settings as well: a secret is named by
 * `{ secret: <name> }` wherever it stands.
 */
export function secretNames(settings: unknown): readonly string[] {
  const names = new Set<string>();
  collect(settings, names);
  return [...names].sort();
}

function collect(value: unknown, names: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === "secret" && typeof first[1] === "string") {
    names.add(first[1]);
    return;
  }
  for (const [, child] of entries) collect(child, names);
}
