/**
 * The labels that Maestro's metrics share, each with its bound.
 *
 * All of it is assumed: the specification names metrics and neither their labels nor their types. What is assumed is what its
 * panels ask for ("by Tenant", "by Endpoint", "by Status"), under the names that services on FastAPI with Prometheus' Python
 * client use by habit (https://prometheus.io/docs/practices/naming/#labels). A release that differs is brought in line by
 * relabelling in `scrape.ts`.
 */
import type { Label } from "../../queries/catalogue.ts";
import { cluster } from "../cluster-labels.ts";
import { oneOf } from "../one-of.ts";

/** The labels every Maestro series gets from its target. */
export const targetLabels: Readonly<Record<string, Label>> = {
  cluster,
  job: oneOf("maestro-api"),
  instance: { bound: 100, examples: ["maestro-api-7d9f-x2k4l:8000"], reason: "replicas of the API" },
};

/** A tenant. Bounded by contract, not by nature: `aiobs:maestro.size.tenants` says how many a stack has. */
export const tenantId: Label = {
  bound: 1000,
  examples: ["acme"],
  reason: "tenants of one installation; the estimate takes the number of the settings",
};

/** A tenant, on metrics of which not every series is of one: a request may be refused before anybody knows whose it is. */
export const tenantOfRequest: Label = { ...tenantId, presence: "sometimes" };

/** The method of a request. */
export const method = oneOf("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

/** The template of a route, never the path itself: that would hold identifiers. */
export const endpoint: Label = {
  bound: 200,
  examples: ["/api/v1/models/{model_id}"],
  reason: "routes of the API; paths without a route are one",
};

/** The status of a response: the number, as text. */
export const status: Label = { bound: 20, examples: ["200", "404", "500"], reason: "statuses that an API gives" };

/** How an operation ended. */
export const outcome = oneOf("success", "failure");
