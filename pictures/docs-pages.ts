/** The pages of docs/dashboards/: one a folder of Grafana's, with a picture of each dashboard. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import type { Dashboard } from "../dashboards/dashboard.ts";

const FOLDER = join(import.meta.dirname, "../docs/dashboards");

/** The most colours of a picture: its lines and texts have few, and a PNG of few is a third as large. */
const COLOURS = 32;

/** Writes the pictures and the pages; what an earlier run wrote goes. */
export async function writeDocs(
  drawn: readonly { readonly dashboard: Dashboard; readonly png: Uint8Array }[],
): Promise<void> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const { dashboard, png } of drawn) {
    const reduced = await sharp(png)
      .png({ palette: true, colours: COLOURS, effort: 10, compressionLevel: 9 })
      .toBuffer();
    writeFileSync(join(FOLDER, `${dashboard.uid}.png`), reduced);
  }
  for (const [folder, dashboards] of Map.groupBy(
    drawn.map(({ dashboard }) => dashboard),
    (dashboard) => dashboard.folder,
  )) {
    writeFileSync(join(FOLDER, `${fileOf(folder)}.md`), pageOf(folder, dashboards));
  }
}

function pageOf(folder: string, dashboards: readonly Dashboard[]): string {
  const sections = dashboards.map(({ uid, title, source, build }) => {
    const { description } = build();
    const about = typeof description === "string" ? description : "";
    return `## ${title}\n\n${about}\n\n\`${uid}\`, written in [${source}](../../${source}).\n\n![${title}](${uid}.png)\n`;
  });
  return `<!-- Written by \`npm run pictures -- --docs\`. -->\n\n# ${folder}\n\n${ABOUT}\n\n${sections.join("\n")}`;
}

const ABOUT = `Drawn by Grafana's own components from the simulator's samples on an ordinary day. What Grafana does not publish the component of says
that it is drawn plainly.`;

function fileOf(folder: string): string {
  return folder.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}
