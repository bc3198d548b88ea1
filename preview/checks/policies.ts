import { policies as all } from "../../policy/all.ts";
import { judge } from "../../policy/judge.ts";
import type { PolicyResource } from "../../policy/policy.ts";
import { errorAt, warningAt } from "../../problems/problem.ts";
import type { Check } from "./check.ts";

/** The stack keeps every policy of the pack in `policy/`, which `pulumi preview --policy-pack policy` runs too. */
export const policies: Check = {
  title: "Policies are kept",
  unit: "judgements",
  run({ plan, manifests, environment, standards }) {
    const resources = plan.resources.map((resource) => ({ ...resource, props: resource.inputs }));
    const { count, violations } = judge(all, resources, { environment, standards, secrets: "redacted" });
    const objects = new Map(
      manifests.map(({ resource, kind, namespace, name }) => [
        resource.urn,
        `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`,
      ]),
    );
    const placeOf = ({ urn, type, name }: PolicyResource) => objects.get(urn) ?? `${type.split(":").at(-1)} ${name}`;
    return {
      count,
      problems: violations.map(({ policy, resource, problem }) => {
        const where = { resource: resource === undefined ? "the stack" : placeOf(resource) };
        const report = policy.enforcement === "mandatory" ? errorAt : warningAt;
        return report(where, problem, { hint: `${policy.remedy} (policy ${policy.name})` });
      }),
    };
  },
};
