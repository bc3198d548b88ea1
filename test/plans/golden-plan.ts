import { stringify } from "yaml";
import type { Plan } from "../../preview/plan.ts";
import type { Json, PlannedResource } from "../../preview/record.ts";

/** The file of Grafana's own alerts. */
const ALERT_RULES = "alert-rules.yaml";

/** What stands for the text of a rule file or a dashboard: content has its own tests, and no plan should change with it. */
const BODY = "[content]";

/** A plan as it is committed: every resource with its options and inputs, in an order and a form that a diff shows by line. */
export function goldenPlan({ resources, outputs }: Plan): string {
  const listed = resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
  const names = new Map(resources.map(({ urn, type, name }) => [urn, `${shortType(type)} ${name}`]));
  const nameOf = (urn: string) => names.get(urn) ?? urn;
  return stringify(
    { resources: Object.fromEntries(listed.map((one) => [nameOf(one.urn), described(one, nameOf)])), outputs },
    { lineWidth: 0, aliasDuplicateObjects: false, sortMapEntries: true },
  );
}

function described(resource: PlannedResource, nameOf: (urn: string) => string): object {
  const { parent, provider, dependsOn, inputs, kind } = resource;
  const options = {
    ...(parent === undefined || nameOf(parent).startsWith("Stack ") ? {} : { parent: nameOf(parent) }),
    ...(provider === undefined ? {} : { provider: nameOf(provider) }),
    ...(dependsOn.length === 0 ? {} : { dependsOn: dependsOn.map(nameOf).sort() }),
    ...(resource.protect ? { protect: true } : {}),
    ...(resource.retainOnDelete ? { retainOnDelete: true } : {}),
    ...(resource.deleteBeforeReplace ? { deleteBeforeReplace: true } : {}),
    ...(resource.ignoreChanges.length === 0 ? {} : { ignoreChanges: resource.ignoreChanges }),
    ...(resource.replaceOnChanges.length === 0 ? {} : { replaceOnChanges: resource.replaceOnChanges }),
    ...(resource.replacementTrigger === undefined ? {} : { replacementTrigger: resource.replacementTrigger }),
    ...(resource.timeouts === undefined ? {} : { timeouts: resource.timeouts }),
  };
  return { ...options, ...(kind === "component" ? {} : { inputs: withoutContent(inputs) }) };
}

function withoutContent(inputs: PlannedResource["inputs"]): PlannedResource["inputs"] {
  const { metadata, data, configJson } = inputs;
  if (configJson !== undefined) return { ...inputs, configJson: BODY };
  if (inputs.folderUid !== undefined && inputs.rules !== undefined) return { ...inputs, rules: BODY };
  if (isMap(data) && data[ALERT_RULES] !== undefined) return { ...inputs, data: { ...data, [ALERT_RULES]: BODY } };
  if (!isMap(metadata) || !isMap(data) || !isContent(metadata)) return inputs;
  return { ...inputs, data: Object.fromEntries(Object.keys(data).map((file) => [file, BODY])) };
}

/** Rule files, and dashboards for the sidecar. */
function isContent({ annotations }: { readonly [key: string]: Json }): boolean {
  if (!isMap(annotations)) return false;
  const rules = ["prometheus/rules", "thanos/rules"];
  return annotations.grafana_folder !== undefined || rules.some((folder) => annotations["aiobs/folder"] === folder);
}

function isMap(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shortType(type: string): string {
  return type.split(":").at(-1) ?? type;
}
