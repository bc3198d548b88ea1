/** Contracts as the ground that catalogues and queries are held against. */
import type { Catalogue } from "../../queries/catalogue.ts";
import type { Attributes, AttributeType, SpanRecord, TraceCatalogue } from "../../queries/trace-catalogue.ts";
import { type Contract, serviceOf } from "../contract.ts";
import { labelsOf } from "./differences.ts";

/**
 * The metrics, labels and buckets of a catalogue that the application does not have, or has otherwise: each in a line that names it
 * first.
 */
export function metricsNotHeld(catalogue: Catalogue, contract: Contract): readonly string[] {
  const held = new Map(contract.metrics.map((metric) => [metric.name, metric]));
  return catalogue.metrics.flatMap(({ name, type, labels, buckets = [] }) => {
    const of = held.get(name);
    if (of === undefined) return [`${name}: is not exposed`];
    const strange = Object.keys(labels).filter((label) => !labelsOf(of).includes(label));
    return [
      ...(of.type === type ? [] : [`${name}: is a ${of.type}, not a ${type}`]),
      ...strange.map((label) => `${name}: has no label ${label}`),
      ...(of.buckets === undefined
        ? []
        : buckets.filter((bound) => !of.buckets?.includes(bound)).map((bound) => `${name}: has no bucket ${bound}`)),
    ];
  });
}

/** What stands for any text in the name of a span: a contract's own sign for an address, a folder, a model. */
const ANY = /\{\w+\}/g;

const TYPES: readonly AttributeType[] = ["string", "int", "float", "bool"];

/** The spans of contracts as a catalogue that knows of no others: what a query asks for beyond them, it asks for in vain. */
export function tracesOf(contracts: readonly Contract[]): TraceCatalogue {
  return {
    system: "contracts",
    source: contracts.map(({ exporter, version }) => `${exporter} ${version}`).join(", "),
    resource: attributesOf(Object.assign({}, ...contracts.map(({ resource }) => resource))),
    spans: contracts.flatMap((contract) =>
      contract.spans.flatMap(({ name, kind, attributes }) => {
        const known = KINDS.find((each) => each === kind);
        if (known === undefined) return [];
        const services = [serviceOf(contract)];
        return [{ name: name.replaceAll(ANY, "*"), services, kind: known, attributes: attributesOf(attributes) }];
      }),
    ),
  };
}

const KINDS = ["internal", "server", "client", "producer", "consumer"] as const satisfies readonly SpanRecord["kind"][];

function attributesOf(attributes: Readonly<Record<string, string>>): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, sent]) => {
      const type = TYPES.find((each) => each === sent);
      return type === undefined ? [] : [[name, { type }] as const];
    }),
  );
}
