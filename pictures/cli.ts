/** `npm run pictures`: dashboards drawn by Grafana's own components. See `--help`. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Dashboard } from "../dashboards/dashboard.ts";
import { faultsShown, pictureOf } from "../docs/dashboard-pages.ts";
import { systems } from "../systems/all.ts";
import { allowClosedPipes } from "../tools/closed-pipe.ts";
import { findTool } from "../tools/find.ts";
import { drawingOf } from "./ask/drawing.ts";
import { type Command, HELP, parseCommandLine } from "./command-line.ts";
import { filledStorage } from "./data/filled-storage.ts";
import { coursesOf } from "./data/occasions.ts";

type Draw = Extract<Command, { readonly kind: "draw" }>;

allowClosedPipes();
const command = parseCommandLine(process.argv.slice(2));
switch (command.kind) {
  case "help":
    process.stdout.write(HELP);
    break;
  case "wrong":
    process.stderr.write(`${command.message}\n\n${HELP}`);
    process.exitCode = 2;
    break;
  case "draw":
    process.exitCode = await run(command);
}

async function run(asked: Draw): Promise<number> {
  const all = systems.flatMap(({ dashboards }) => dashboards);
  const unknown = asked.dashboards.filter((uid) => !all.some((each) => each.uid === uid));
  if (unknown.length > 0) return refused(`there is no dashboard ${unknown.join(", ")}`);
  if (!existsSync(join(import.meta.dirname, "node_modules"))) return refused("run: npm ci --prefix pictures");
  const prometheus = findTool("prometheus");
  const promtool = findTool("promtool");
  if (prometheus.kind === "missing") return refused(prometheus.hint);
  if (promtool.kind === "missing") return refused(promtool.hint);
  const dashboards = all.filter(({ uid }) => asked.dashboards.length === 0 || asked.dashboards.includes(uid));
  const wrong = await draw(asked, dashboards, { prometheus: prometheus.path, promtool: promtool.path });
  process.stdout.write(wrong.length === 0 ? "nothing is wrong\n" : `${wrong.join("\n")}\n`);
  return wrong.length === 0 ? 0 : 1;
}

async function draw(
  { occasions, views, output, data }: Draw,
  dashboards: readonly Dashboard[],
  binaries: Parameters<typeof filledStorage>[1],
): Promise<readonly string[]> {
  const { openCamera } = await import("./browser.ts");
  const { writePicture } = await import("./docs-pictures.ts");
  const wrong: string[] = [];
  await using camera = await openCamera();
  for (const course of occasions.flatMap(coursesOf)) {
    const isWanted = (uid: string) => output.kind !== "docs" || course.occasion === "healthy" || uid in faultsShown;
    const shown = dashboards.filter(({ uid }) => course.shows(uid) && isWanted(uid));
    if (shown.length === 0) continue;
    await using bed = new AsyncDisposableStack();
    const kept = data === undefined ? undefined : { folder: join(data, course.name) };
    const url = await (await filledStorage(course, binaries, bed, kept)).url();
    for (const dashboard of shown) {
      const drawing = await drawingOf(dashboard.build(), url);
      for (const view of views) {
        const name = `${dashboard.uid}-${course.occasion}-${view.width}-${view.theme}`;
        const { png, findings } = await camera.shoot(drawing, view);
        wrong.push(...findings.map(({ panel, what }) => `${name}: ${panel}: ${what}`));
        if (output.kind === "docs") await writePicture(pictureOf(dashboard.uid, course.occasion), png);
        if (output.kind === "folder") {
          mkdirSync(output.folder, { recursive: true });
          writeFileSync(join(output.folder, `${name}.png`), png);
        }
      }
    }
  }
  return wrong;
}

function refused(why: string): number {
  process.stderr.write(`${why}\n`);
  return 2;
}
