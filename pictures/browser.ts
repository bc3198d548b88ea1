/** The page, bundled, in Debian's Chromium. */
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { build } from "esbuild";
import puppeteer, { type HTTPRequest, type Page } from "puppeteer-core";
import type { Drawing, Finding, View } from "./drawing.ts";

/** Where `apt-get install chromium` puts it; `CHROMIUM` names another. */
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Milliseconds that a step may take: a machine that does ten other things draws a long page in minutes. */
const PATIENCE = 600_000;

/** An address that leads nowhere: each request is answered from here. */
const ORIGIN = "http://pictures.invalid/";

const icons = join(import.meta.dirname, "node_modules/@grafana/ui/dist/public");
const contentTypes: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/** A browser that shows dashboards. */
export interface Camera extends AsyncDisposable {
  /** Shows a dashboard; a PNG of the whole page, and what is wrong with it. */
  readonly shoot: (
    drawing: Drawing,
    view: View,
  ) => Promise<{ readonly png: Uint8Array; readonly findings: readonly Finding[] }>;
}

/** @throws {Error} when Chromium cannot be started. */
export async function openCamera(): Promise<Camera> {
  const files = await bundle();
  const browser = await puppeteer.launch({
    executablePath: CHROMIUM,
    timeout: PATIENCE,
    protocolTimeout: PATIENCE,
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none", "--force-color-profile=srgb"],
  });
  return {
    shoot: async (drawing, view) => {
      const page = await browser.newPage();
      try {
        return await shoot(page, files, drawing, view);
      } finally {
        await page.close();
      }
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

async function shoot(page: Page, files: ReadonlyMap<string, string>, drawing: Drawing, view: View) {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error instanceof Error ? error.message : String(error)));
  page.setDefaultTimeout(PATIENCE);
  await page.setRequestInterception(true);
  page.on("request", (request) => void answer(request, files));
  // uPlot and the tables draw only what is in sight: the viewport must be as high as the page.
  const bottom = Math.max(...drawing.panels.map(({ panel: { gridPos } }) => (gridPos?.y ?? 0) + (gridPos?.h ?? 0)));
  await page.setViewport({ width: view.width, height: bottom * 38 + 200 });
  await page.goto(ORIGIN);
  await page.evaluate((what, how) => window.draw(what, how), drawing, view);
  await page.waitForNetworkIdle({ idleTime: 500, timeout: PATIENCE });
  const height = await page.evaluate(() => document.body.scrollHeight);
  const findings = await page.evaluate(() => window.look());
  const clip = { x: 0, y: 0, width: view.width, height };
  const png = await page.screenshot({ clip, captureBeyondViewport: false });
  return { png, findings: [...findings, ...errors.map((what) => ({ panel: "the page", what }))] };
}

async function answer(request: HTTPRequest, files: ReadonlyMap<string, string>): Promise<void> {
  const path = request.url().replace(ORIGIN, "");
  if (!request.url().startsWith(ORIGIN)) {
    await (request.url().startsWith("data:") ? request.continue() : request.abort());
    return;
  }
  const contentType = contentTypes[extname(path)] ?? "text/html";
  try {
    const body = path.startsWith("public/build/")
      ? await readFile(join(icons, path.slice("public/build/".length)))
      : files.get(path);
    await request.respond(body === undefined ? { status: 404 } : { contentType, body });
  } catch {
    await request.respond({ status: 404 });
  }
}

async function bundle(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "page/main.tsx")],
    bundle: true,
    write: false,
    outdir: "/",
    format: "esm",
    target: "chrome130",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"', global: "window" },
    loader: { ".woff2": "dataurl", ".woff": "empty", ".ttf": "empty", ".svg": "dataurl" },
    logLevel: "error",
  });
  const html =
    '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/main.css"><body><script type="module" src="/main.js"></script>';
  return new Map([["", html], ...outputFiles.map(({ path, text }) => [path.slice(1), text] as const)]);
}
