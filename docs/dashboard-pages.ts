/** The pages of docs/dashboards/: one a folder of Grafana's with its dashboards and their pictures, and an index. */
import type { Dashboard } from "../dashboards/dashboard.ts";

/** The dashboards that are shown in a fault, too, and what it is. */
export const faultsShown: Readonly<Record<string, string>> = {
  "butterfly-overview":
    "Compute node 3 has lost all its links, its GPUs overheat, and the coordinators elect a leader every two minutes.",
  "butterfly-byzantine": "Compute node 5 gives wrong results, four faults a minute.",
  "butterfly-checkpoints": "The checkpoints of every node fail.",
  "butterfly-consensus": "The coordinators elect a leader every two minutes.",
  "butterfly-network": "Compute node 3 has lost all its links.",
  "butterfly-request-latency": "A layer takes sixty times as long, and every request with it.",
  "gpu-overview": "A fan stopped, and two GPUs overheat; the memory of another has an error that cannot be corrected.",
  "llm-inference-servers": "More requests come than the servers can serve.",
  "llm-request-tracing": "Ollama refuses all calls of one of its models.",
  "maestro-overview": "An endpoint fails a third of its requests.",
  "on-call": "Links, servers and GPUs fail at once, and a machine is in trouble.",
  vllm: "More requests come than the servers can serve.",
};

/** Dashboards that nobody has drawn yet: `npm run pictures -- --docs` does. */
const notDrawn: readonly string[] = [];

/** Where the pages and pictures are, from the project's folder. */
const FOLDER = "docs/dashboards";

/** The file of a dashboard's picture, without its folder. */
export function pictureOf(uid: string, occasion: "healthy" | "fault"): string {
  return occasion === "healthy" ? `${uid}.webp` : `${uid}-fault.webp`;
}

/** The pages, by path from the project's folder. */
export function dashboardPages(dashboards: readonly Dashboard[]): ReadonlyMap<string, string> {
  const folders = Map.groupBy(dashboards, ({ folder }) => folder);
  return new Map([
    [`${FOLDER}/README.md`, indexPage(folders)],
    ...[...folders].map(([folder, own]) => [`${FOLDER}/${fileOf(folder)}`, folderPage(folder, own)] as const),
  ]);
}

const MADE = "<!-- Written by `npm run docs`; the pictures by `npm run pictures -- --docs`. -->";

function indexPage(folders: ReadonlyMap<string, readonly Dashboard[]>): string {
  const rows = [...folders].flatMap(([folder, own]) =>
    own.map(
      (each) =>
        `| [${each.title}](${fileOf(folder)}#${anchorOf(each.title)}) | ${folder} | ${aboutOf(each).replaceAll("|", "\\|")} |`,
    ),
  );
  return `${MADE}

# Dashboards

By the folder that Grafana has them in. The pictures are drawn by Grafana's own components, from a real Prometheus with an hour of
the simulator's samples and all rules. What nothing simulates (Kubernetes, machines' other metrics, the stack's own servers) is
made up from the catalogues, as answers of Tempo and Loki are: such pictures show what a page looks like, not how its numbers hang together.

| Dashboard | Folder | What it is for |
| --- | --- | --- |
${rows.join("\n")}
`;
}

function folderPage(folder: string, dashboards: readonly Dashboard[]): string {
  return `${MADE}

# ${folder}

On an ordinary day, and some in a fault. [All dashboards](README.md)

${dashboards.map(sectionOf).join("\n")}`;
}

function sectionOf(dashboard: Dashboard): string {
  const { uid, title, source } = dashboard;
  const fault = faultsShown[uid];
  const inFault =
    fault === undefined
      ? ""
      : `\n### ${title} in a fault\n\n${fault}\n\n![${title} in a fault](${pictureOf(uid, "fault")})\n`;
  const picture = notDrawn.includes(uid) ? "" : `\n![${title}](${pictureOf(uid, "healthy")})\n`;
  return `## ${title}

${aboutOf(dashboard)}

\`${uid}\`, written in [${source}](../../${source}).
${picture}${inFault}`;
}

function aboutOf({ build }: Dashboard): string {
  const { description } = build();
  return typeof description === "string" ? description : "";
}

function fileOf(folder: string): string {
  return `${folder.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.md`;
}

/** As GitHub makes them of headings. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");
}
