/**
 * Who may import whom: data flows one way, from settings and content to components to the preview (docs/architecture.md).
 * A room that is not listed as allowed below may not be imported; everybody may import problems/.
 */
const room = (name) => `^${name}/`;

/** Forbids imports from one room into any of the program's rooms but those named. */
const only = (from, to, comment) => ({
  name: `${from.replace(/[^a-z]+/g, "-")}-imports`,
  comment,
  severity: "error",
  from: { path: `^${from}` },
  to: {
    path: "^(problems|facts|config|queries|mixins|dashboards|systems|components|custom|preview|policy|canary|efa|simulator|scaffold|contracts|docs|tools|test|index)([./]|$)",
    pathNot: [`^${from}`, room("problems"), ...to.map((name) => `^${name}`)],
  },
});

export default {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-orphans",
      severity: "error",
      from: { orphan: true, pathNot: ["\\.test\\.ts$", "^[.]", "^tools/node-guard\\.cjs$"] },
      to: {},
    },
    {
      name: "not-to-unlisted-package",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "no-development-package-in-the-program",
      severity: "error",
      from: {
        path: "^(index\\.ts|problems/|facts/|config/|queries/|mixins/|dashboards/|systems/|components/|preview/|policy/)",
      },
      to: { dependencyTypes: ["npm-dev"] },
    },
    only("problems/", [], "what is wrong is told in one way, whatever it is"),
    only("facts/", [], "tables of the outside world know nothing of ours"),
    only("config/", ["facts/"], "settings stand alone"),
    only("queries/", [], "the checkers of queries know catalogues, not systems"),
    only("mixins/", ["queries/"], "what is watched is data"),
    only("dashboards/", ["facts/", "mixins/", "queries/"], "what is shown is data"),
    only("components/", ["facts/", "config/", "mixins/"], "components take settings and content, and create resources"),
    only(
      "systems/",
      ["config/", "queries/", "mixins/", "dashboards/", "components/"],
      "a system's record says what is watched, shown and scraped of it",
    ),
    only("canary/", [], "it runs in a pod, with Node's own modules alone"),
    only("efa/", [], "it runs in a pod, with Node's own modules alone"),
    only(
      "simulator/(?!cli|command-line|run)",
      [],
      "what is deployed of it runs in a pod, with Node's own modules alone",
    ),
    only(
      "simulator/",
      ["mixins/", "config/types/", "tools/closed-pipe"],
      "its command line takes the catalogues from the mixins",
    ),
    only("index\\.ts", ["config/", "systems/", "components/", "custom/transforms"], "the program wires the rooms"),
    only("custom/", [], "what people bring along is data, and changes of resources"),
    // The engine runs the pack beside the program, not in it: a policy sees what is registered, never how it came about.
    only("policy/", ["facts/"], "policies judge plain data; only how many GPUs an instance has is looked up"),
    only(
      "scaffold/",
      ["mixins/", "dashboards/", "queries/", "systems/", "policy/", "tools/closed-pipe"],
      "what adds a thing knows what there is, and writes text",
    ),
    only(
      "contracts/",
      ["mixins/", "dashboards/", "queries/", "systems/", "tools/", "components/collection/kube-state-metrics"],
      "what records applications runs them (the one that is deployed here, as it is) and holds rules and dashboards against what they tell",
    ),
    only(
      "tools/",
      ["mixins/exporter-record", "mixins/exposition", "mixins/record-of"],
      "tools build and find binaries and record what they expose; of the program they know how a record looks",
    ),
    {
      name: "resources-only-in-components",
      comment: "only components (and the program, for providers) create resources",
      severity: "error",
      from: { path: "^(problems|facts|config|queries|mixins|dashboards|systems|policy|scaffold|tools)/" },
      to: { path: "node_modules/(@pulumi/(kubernetes|aws|random)|@pulumiverse)/" },
    },
    {
      name: "aws-resource-by-resource",
      comment:
        "Node reads every export of an index that it imports, which loads all resources of the service: import the file of each",
      severity: "error",
      from: {},
      to: { path: "node_modules/@pulumi/aws/[a-z0-9]*/?index[.]", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "nothing-imports-the-preview",
      severity: "error",
      from: { pathNot: [room("preview"), room("test")] },
      to: { path: room("preview") },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // policy/ has a manifest of its own, which the engine asks for; its packages are those of the root.
    combinedDependencies: true,
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
