import type { TraceCatalogue } from "../../../queries/trace-catalogue.ts";

/** A small shop, all of whose spans are listed. */
export const shopTraces: TraceCatalogue = {
  system: "shop",
  source: "made up",
  resource: { zone: { type: "string", values: ["a", "b"] } },
  spans: [
    {
      name: "POST *",
      services: ["shop-web"],
      kind: "server",
      attributes: {
        "http.route": { type: "string", presence: "always" },
        "http.response.status_code": { type: "int" },
        "basket.total": { type: "float" },
        "customer.kind": { type: "string", values: ["new", "known"] },
        cached: { type: "bool" },
      },
      events: { sold: { "sold.items": { type: "int" } } },
    },
    {
      name: "SELECT stock",
      services: ["shop-stock"],
      kind: "client",
      attributes: { "db.system": { type: "string", presence: "always" } },
    },
  ],
};
