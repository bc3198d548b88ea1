import type * as z from "zod";
import { markdownTable } from "../problems/markdown-table.ts";
import { checks } from "./checks/checks.ts";
import { settingsJsonSchema } from "./json-schema.ts";
import type { Section } from "./section.ts";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** One line of a table: a setting. */
interface Row {
  readonly name: string;
  readonly type: string;
  readonly fallback: string;
  readonly meaning: string;
}

/** The settings reference, in Markdown. */
export function settingsPage(sections: readonly Section[]): string {
  const schema = settingsJsonSchema(sections);
  const definitions = definitionsOf(schema);
  const settings = propertiesOf(schema);
  return [
    "# Settings",
    "",
    "<!-- Made by `npm run docs` from the schemas in `config/` and `systems/`. Do not edit. -->",
    "",
    "A stack's settings are the keys `aiobs:<key>` under `config:` in `Pulumi.<stack>.yaml`. All that is wrong with them",
    "is told at once, and nothing is created before it is right. Secrets are never in the settings: a setting names one,",
    "and `pulumi config set --secret <name>` sets it.",
    "",
    markdownTable(
      ["Key", "Type", "Default", "What it is"],
      settings.map(([key, value]) => topRow(key, value, schema)),
    ),
    "",
    ...settings.flatMap(([key, value]) => settingsSection(`\`aiobs:${key}\``, value, key)),
    ...definitions.flatMap((definition) => settingsSection(capitalise(definition.title ?? ""), definition, "")),
    "## Types",
    "",
    markdownTable(["Type", "What is allowed"], describeTypes(schema)),
    "",
    "## Rules",
    "",
    "Beside each setting's own type and range:",
    "",
    ...[...checks, ...sections.flatMap((section) => section.checks)].map(({ rule }) => `- ${rule}`),
    "",
  ].join("\n");
}

function topRow(key: string, schema: JsonSchema, parent: JsonSchema): string[] {
  const { type, fallback, meaning } = toRow(key, schema, isRequired(parent, key));
  const name = rowsWithin(schema, "").length === 0 ? `\`${key}\`` : `[\`${key}\`](#aiobs${key.toLowerCase()})`;
  return [name, type, fallback, meaning];
}

function settingsSection(title: string, schema: JsonSchema, prefix: string): readonly string[] {
  const rows = rowsWithin(schema, prefix);
  if (rows.length === 0) return [];
  const cells = rows.map(({ name, type, fallback, meaning }) => [`\`${name}\``, type, fallback, meaning]);
  const intro = schema.description === undefined ? [] : [schema.description, ""];
  return [`## ${title}`, "", ...intro, markdownTable(["Setting", "Type", "Default", "What it is"], cells), ""];
}

/** The settings inside a map, a list of maps or a choice of maps, depth first. */
function rowsWithin(schema: JsonSchema, prefix: string): readonly Row[] {
  const forms = formsOf(schema);
  if (forms.length > 0) return mergeForms(forms, prefix);
  if (isSchema(schema.items)) return isNamed(schema.items) ? [] : rowsWithin(schema.items, `${prefix}[]`);
  if (isSchema(schema.additionalProperties)) return rowsWithin(schema.additionalProperties, `${prefix}.<name>`);
  return propertiesOf(schema).flatMap(([key, value]) => {
    const name = prefix === "" ? key : `${prefix}.${key}`;
    const row = toRow(name, value, isRequired(schema, key));
    return isNamed(value) ? [row] : [row, ...rowsWithin(value, name)];
  });
}

/**
 * The rows of all forms of a choice, each once. Where one key tells the forms apart (`kind`), its row lists the forms,
 * and a row that is not in every form says which one has it.
 */
function mergeForms(forms: readonly JsonSchema[], prefix: string): readonly Row[] {
  const tables = forms.map((form) => ({ kind: kindOf(form), rows: rowsWithin(form, prefix) }));
  const kinds = tables.flatMap(({ kind }) => (kind === undefined ? [] : [`\`${kind.value}\``])).join(", ");
  const merged = tables.flatMap(({ kind, rows }) =>
    rows.map((row): Row => {
      if (kind !== undefined && row.name === `${prefix}.${kind.key}`) return { ...row, type: kinds };
      if (tables.every((other) => other.rows.some((candidate) => isSame(candidate, row)))) return row;
      if (kind === undefined) return { ...row, fallback: row.fallback === "required" ? "" : row.fallback };
      return { ...row, meaning: `${row.meaning} Only with \`${kind.key}: ${kind.value}\`.` };
    }),
  );
  return merged.filter((row, index) => merged.findIndex((other) => isSame(other, row)) === index);
}

/** The key that a form of a choice is told by, and its value. */
function kindOf(form: JsonSchema): { key: string; value: string } | undefined {
  const [key, schema] = propertiesOf(form).find(([, property]) => property.const !== undefined) ?? [];
  return key === undefined ? undefined : { key, value: String(schema?.const) };
}

function isSame(a: Row, b: Row): boolean {
  return a.name === b.name && a.type === b.type && a.fallback === b.fallback && a.meaning === b.meaning;
}

function toRow(name: string, schema: JsonSchema, required: boolean): Row {
  const { default: given, description = "" } = schema;
  const fallback = required ? "required" : given === undefined ? "" : `\`${JSON.stringify(given)}\``;
  return { name, type: describeType(schema), fallback, meaning: description };
}

function describeType(schema: JsonSchema): string {
  if (schema.title !== undefined) return schema.title;
  if (schema.$ref !== undefined) return schema.$ref.replace(/^.*\//, "").toLowerCase();
  const [referred] = schema.allOf ?? [];
  if (isSchema(referred)) return describeType(referred);
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(", ");
  const forms = schema.anyOf ?? schema.oneOf;
  if (forms !== undefined) return [...new Set(forms.filter(isSchema).map(describeType))].join(" or ");
  switch (schema.type) {
    case "array":
      return isSchema(schema.items) ? `list of ${describeType(schema.items)}` : "list";
    case "object":
      return isSchema(schema.additionalProperties)
        ? `map of name to ${describeType(schema.additionalProperties)}`
        : "map";
    case "integer":
      return describeInteger(schema);
    case "string":
      return "text";
    case "boolean":
      return "`true`, `false`";
    default:
      return String(schema.type);
  }
}

function describeInteger({ minimum, maximum }: JsonSchema): string {
  const bounded = (bound: number | undefined) => bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  if (bounded(minimum) && bounded(maximum)) return `whole number, ${minimum} to ${maximum}`;
  return bounded(minimum) ? `whole number, at least ${minimum}` : "whole number";
}

/** Every named type with what it allows, by name; without those that only narrow another (`duration of at least 1h`). */
function describeTypes(schema: JsonSchema): readonly string[][] {
  const known = new Map<string, string>();
  collectTypes(schema, known);
  const names = [...known.keys()];
  return [...known]
    .filter(([name]) => !names.some((other) => name.startsWith(`${other} `)))
    .sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
}

function collectTypes(schema: JsonSchema, known: Map<string, string>): void {
  const { title, patternErrorMessage: expected } = schema;
  if (title !== undefined && typeof expected === "string" && !known.has(title)) {
    known.set(title, capitalise(expected.replace(/^expected /, "")));
  }
  for (const child of childrenOf(schema)) collectTypes(child, known);
}

function childrenOf(schema: JsonSchema): readonly JsonSchema[] {
  const { items, additionalProperties, propertyNames, anyOf = [], oneOf = [] } = schema;
  return [
    ...propertiesOf(schema).map(([, value]) => value),
    ...[items, additionalProperties, propertyNames, ...anyOf, ...oneOf].filter(isSchema),
    ...definitionsOf(schema),
  ];
}

/** The forms of a choice of maps; of none that stand for one named type. */
function formsOf({ anyOf, oneOf }: JsonSchema): readonly JsonSchema[] {
  return (anyOf ?? oneOf ?? []).filter(isSchema).filter((form) => form.type === "object" && !isNamed(form));
}

/** Whether a schema has a name that tells enough, so that a table does not go into it. */
function isNamed({ title, $ref }: JsonSchema): boolean {
  return title !== undefined || $ref !== undefined;
}

function isRequired({ required = [] }: JsonSchema, key: string): boolean {
  return required.includes(key);
}

function propertiesOf({ properties = {} }: JsonSchema): readonly (readonly [string, JsonSchema])[] {
  return Object.entries(properties).flatMap(([key, value]) => (isSchema(value) ? [[key, value] as const] : []));
}

function definitionsOf({ definitions }: JsonSchema): readonly JsonSchema[] {
  return isSchema(definitions) ? Object.values(definitions).filter(isSchema) : [];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
