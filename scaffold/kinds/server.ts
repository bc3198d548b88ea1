import { camel, kebab } from "../names.ts";
import { pillarOf } from "../part-of.ts";
import type { Kind } from "../recipe.ts";
import { CHECKED } from "./next.ts";

/** The label `app.kubernetes.io/component` of a pillar's servers, where it is not the pillar's name. */
const COMPONENTS: Readonly<Record<string, string>> = { collection: "exporter", gpu: "device-plugin" };

/** A server: what it says of itself, its place in its pillar, its image. */
export const server: Kind = {
  kind: "server",
  writes: "what it says of itself, its place in the pillar's list, its name among the parts, a line for its image",
  pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  spelling: 'in lower case with "-", as its Kubernetes objects will be named, e.g. thanos-query',
  partOf: "pillar",
  taken: ({ inventory }) => inventory.servers,
  recipe: (wanted) => {
    const pillar = pillarOf(wanted);
    const name = kebab(wanted.name);
    return {
      files: { [`components/${pillar}/${name}.ts`]: source(name, COMPONENTS[pillar] ?? pillar) },
      edits: [
        {
          kind: "insertion",
          file: wanted.inventory.pillars.get(pillar) ?? "",
          into: [`${pillar}Servers`],
          element: `${camel(name)}()`,
          imports: `import { ${camel(name)} } from "./${name}.ts";`,
        },
        {
          kind: "insertion",
          file: "config/parts/catalogue.ts",
          into: ["partCatalogue"],
          element: `"${name}": none`,
        },
        {
          kind: "insertion",
          file: "facts/images.ts",
          into: ["images"],
          element: `// TODO: where its image is, and the version, as the tag.\n${camel(name)}: "registry.example.com/${name}:v0.0.1"`,
        },
      ],
      next: CHECKED,
    };
  },
};

function source(name: string, component: string): string {
  return `import type { ServerIdentity } from "../workload/identity.ts";
import type { Server } from "../workload/server.ts";

const IDENTITY = {
  name: "${name}",
  zone: "main",
  component: "${component}",
  // TODO: its ports. One with a metricsPath is scraped: then a catalogue names its job and what it exposes.
  ports: { http: { number: 8080 } },
} as const satisfies ServerIdentity;

/** TODO: what it does, and why the stack needs it. */
export function ${camel(name)}(): Server {
  return {
    ...IDENTITY,
    image: "${camel(name)}",
    replication: { kind: "Deployment", replicas: 1 },
    // TODO: its arguments, what it needs (where the numbers come from), how to ask whether it is well, whom it calls.
    args: [],
    resources: { cpu: "100m", cpuLimit: "1", memory: "256Mi" },
    probes: {
      readiness: { port: "http", path: "/-/ready" },
      liveness: { port: "http", path: "/-/healthy" },
      startupSeconds: 60,
    },
    calls: [],
  };
}
`;
}
