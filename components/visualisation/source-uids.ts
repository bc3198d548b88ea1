/** Other uids of data sources, for a Grafana where the stack's own are somebody else's. */

/** The uid that each of the stack's data sources has there, by the stack's own. */
export type SourceUids = ReadonlyMap<string, string>;

/** Kinds of data sources that the stack has. */
const KINDS = new Set(["prometheus", "alertmanager", "loki", "tempo"]);

/** A value of JSON with the other uids: in references to data sources, variables' defaults, and links to Explore. */
export function withUids(value: unknown, uids: SourceUids): unknown {
  if (typeof value === "string") return inLinks(value, uids);
  if (Array.isArray(value)) return value.map((item) => withUids(item, uids));
  if (!isObject(value)) return value;
  const other = (item: unknown) => (typeof item === "string" ? (uids.get(item) ?? item) : item);
  const refers = typeof value.type === "string" && KINDS.has(value.type);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key === "datasourceUid" || (key === "uid" && refers)) return [key, other(item)];
      if (key === "current" && value.type === "datasource" && isObject(item)) {
        return [key, { ...item, text: other(item.text), value: other(item.value) }];
      }
      return [key, withUids(item, uids)];
    }),
  );
}

/** A link to Explore names the data source in its encoded query. */
function inLinks(text: string, uids: SourceUids): string {
  return [...uids].reduce((link, [own, other]) => link.replaceAll(encoded(own), () => encoded(other)), text);
}

function encoded(uid: string): string {
  return encodeURIComponent(`"datasource":"${uid}"`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
