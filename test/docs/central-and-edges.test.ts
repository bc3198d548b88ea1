/** What the page on central and edge stacks tells people to write, as far as no cluster is needed. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { type Preview, previewStack } from "../../preview/preview.ts";
import { ROOT } from "../../preview/root.ts";
import { formatProblem } from "../../problems/format.ts";

const page = readFileSync(join(ROOT, "docs/central-and-edges.md"), "utf8");
const [central = "", edge = "", mutualTls = ""] = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text);
const folder = mkdtempSync(join(tmpdir(), "central-and-edges-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (stack: string) => join(folder, `Pulumi.${stack}.yaml`);
writeFileSync(file("central"), central);
writeFileSync(file("gpu-eu"), edge);

const told = ({ summary }: Preview) => summary.checks.flatMap(({ problems }) => problems).map(formatProblem);

describe("the stacks of the page", () => {
  test.each(["central", "gpu-eu"])("%s is sound, and fits the other", async (stack) => {
    const preview = await previewStack(stack, file(stack));
    expect(told(preview)).toEqual([]);
    expect(preview.summary.checks.find(({ title }) => title === "Edges and centre agree")).toMatchObject({ count: 1 });
  });

  test("the edge may show a certificate", async () => {
    const { config } = parse(edge);
    const centre = { ...config["aiobs:centre"], ...parse(mutualTls).config["aiobs:centre"] };
    writeFileSync(file("gpu-tls"), stringify({ config: { ...config, "aiobs:centre": centre } }));
    const { files } = await previewStack("gpu-tls", file("gpu-tls"));
    expect(files.get("prometheus/prometheus.yml")).toContain("cert_file: /etc/prometheus/credentials/centre-tls.crt");
    rmSync(file("gpu-tls"));
  });
});

test("its commands are scripts of this repository, or Pulumi's", () => {
  const [, commands = ""] = /```sh\n(.*?)```/s.exec(page) ?? [];
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  for (const line of commands.trim().split("\n")) {
    const [, script] = /^npm run ([\w:]+)/.exec(line) ?? [];
    expect(script === undefined ? line.startsWith("pulumi up --stack ") : script in scripts, line).toBe(true);
  }
});
