/** The page of `docs/` that lists the policies, made from the policies themselves. */
import { leastReplicas } from "../facts/least-replicas.ts";
import { standardsOf } from "../facts/standards.ts";
import { markdownTable } from "../problems/markdown-table.ts";
import { policies } from "./all.ts";
import { privilegedPods } from "./privileged-pods.ts";
import { unprobedParts } from "./rules/probes.ts";

const INTRODUCTION = `# Policies

<!-- Made by \`npm run docs\`. Do not edit. -->

What no stack may be, whatever its settings say. The policies are plain functions in \`policy/rules/\`; \`policy/all.ts\` lists
them. They judge every plan twice:

- **The offline preview** (\`npm run preview -- <stack>\`) runs all of them as one of its checks. A mandatory one that is broken
  ends it with exit code 1.
- **The engine** runs them as a policy pack: \`pulumi preview --policy-pack policy\`, \`pulumi up --policy-pack policy\`. A
  mandatory one that is broken ends the command before anything is changed.

## What they are`;

const STANDARDS = `## What is asked of which stack

Some policies go by the stack's settings \`aiobs:standards\`, and where those say nothing by the name of its environment: \`local\`,
\`dev\`, and any other as \`prod\`. The engine hands the stack's configuration to the pack, so nothing else needs to be set.`;

const LIMITS = `## What they cannot see

- **A replacement.** The engine tells policies how a resource will be, not how it was. What keeps data from being replaced is
  protection: the engine refuses to replace or delete what is protected, in a preview too, and the policy \`protected-data\`
  refuses a program that does without it. To replace such a resource on purpose, move its data first, then say so to the
  engine: \`pulumi state unprotect URN\`.
- **\`replaceOnChanges\`**, which the engine does not tell policies. The offline preview sees it.
- **What is secret.** The engine shows policies secrets as if they were none. Under the engine \`no-plain-secret\` judges
  ConfigMaps, pods and launch templates, where no secret belongs; the offline preview judges every resource.
- **What is not known yet.** In a preview of a new stack an ARN may be missing, and with it a whole bucket policy. It is judged
  when it is known: in \`pulumi up\`, before it is created.
- **What was not made by this program.**`;

/** The page. */
export function policiesPage(): string {
  return `${[
    INTRODUCTION,
    markdownTable(
      ["Policy", "Enforcement", "What must be so", "What to do where it is not"],
      policies.map(({ name, enforcement, description, remedy }) => [
        `\`${name}\``,
        enforcement,
        description,
        `${upper(remedy)}.`,
      ]),
    ),
    STANDARDS,
    markdownTable(
      ["Environment", "Data", "Availability", "GPUs at most"],
      ["local", "dev", "prod"].map((environment) => {
        const { data, availability, maxGpus } = standardsOf(environment);
        return [`\`${environment}\``, data, availability, String(maxGpus)];
      }),
    ),
    "## How many GPUs a stack may scale to",
    `The cap of \`gpu-cap\` is the environment's, or the stack's setting \`aiobs:aws.maxGpus\`. What counts is the most nodes that node
groups and Karpenter pools may have, and the most GPUs that one of them may have.`,
    "## How many replicas a part needs",
    markdownTable(
      ["Part", "In `pairs`", "If `redundant`", "Why"],
      Object.entries(leastReplicas).map(([part, { pairs, redundant, why }]) => [
        part,
        String(pairs),
        String(redundant),
        upper(`${why}.`),
      ]),
    ),
    "## Which pods have privileges",
    "Each in a namespace for such pods, and each says why on itself, in its annotation `aiobs/host-access`.",
    markdownTable(
      ["Pod", "In the namespace", "May", "Why"],
      privilegedPods.map(({ part, namespaceSuffix, privileges, why }) => [
        part,
        `\`…${namespaceSuffix}\``,
        privileges.join(", "),
        upper(`${why}.`),
      ]),
    ),
    `Without probes: ${Object.entries(unprobedParts)
      .map(([part, why]) => `${part}, which ${why}`)
      .join("; ")}.`,
    LIMITS,
  ].join("\n\n")}\n`;
}

function upper(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
