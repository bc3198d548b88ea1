/** The files that Prometheus and Alertmanager are deployed with, read by their own checkers. */
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { previewStack } from "../../preview/preview.ts";
import { ROOT } from "../../preview/root.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { putPodOnDisk } from "./support/pod-on-disk.ts";
import { type Rendered, renderedFile, renderStack, STACKS } from "./support/rendered.ts";
import { describeWithTools } from "./with-tools.ts";

/** The pod's name, which Prometheus fills into its external labels. */
const ENVIRONMENT = { POD_NAME: "prometheus-0" };

describeWithTools(["promtool", "amtool"], "configuration files", ({ promtool, amtool }) => {
  describe.each(STACKS)("of the stack %s", (stack) => {
    const bed = new AsyncDisposableStack();
    let files: Rendered;
    let folder: string;

    beforeAll(async () => {
      folder = temporaryFolder(bed);
      files = await renderStack(stack);
    });
    afterAll(() => bed.disposeAsync());

    test("prometheus.yml, exactly as rendered, is one that Prometheus reads", async () => {
      const file = join(folder, "prometheus.yml");
      await writeFile(file, renderedFile(files, "prometheus/prometheus.yml"));
      // The other files that it names are in the pod alone.
      await run(promtool, ["check", "config", "--syntax-only", file]);
    });

    test("prometheus.yml finds in its pod all files that it names, and no scrape is too rare to be seen", async () => {
      const pod = await putPodOnDisk(files, "prometheus", { root: join(folder, "prometheus") });
      const config = argument(pod.args, "--config.file");
      const output = await run(promtool, ["check", "config", "--lint=all", "--lint-fatal", config]);
      const ruleFiles = [...files.keys()].filter((path) => path.startsWith("prometheus/rules/"));
      expect(output).toContain(`SUCCESS: ${ruleFiles.length} rule files found`);
    });

    test("every rule file is without a fault to promtool, duplicates included", async () => {
      const ruleFiles = [...files].filter(([path]) => path.startsWith("prometheus/rules/"));
      expect(ruleFiles).not.toEqual([]);
      const written = ruleFiles.map(([path, text], index) => ({ file: join(folder, `${index}.yaml`), path, text }));
      for (const { file, text } of written) await writeFile(file, text);
      // Together, so that a rule that is in two files is found.
      await run(promtool, ["check", "rules", "--lint=all", "--lint-fatal", ...written.map(({ file }) => file)]);
    });

    test("alertmanager.yml is one that Alertmanager reads", async () => {
      const pod = await putPodOnDisk(files, "alertmanager", {
        root: join(folder, "alertmanager"),
        secret: () => "https://receiver.example.com",
      });
      await run(amtool, ["check-config", argument(pod.args, "--config.file")]);
    });
  });

  test("an Alertmanager that is there already is one that Prometheus sends to, and its file one that it reads", async () => {
    const bed = new AsyncDisposableStack();
    const folder = temporaryFolder(bed);
    const { files } = await previewStack("existing", join(ROOT, "test/plans/settings/existing.yaml"));
    const pod = await putPodOnDisk(files, "prometheus", { root: join(folder, "prometheus"), secret: () => "secret" });
    const config = argument(pod.args, "--config.file");
    expect(await run(promtool, ["check", "config", config])).toContain("SUCCESS");
    expect(renderedFile(files, "prometheus/prometheus.yml")).toContain("path_prefix: /alertmanager");
    const routes = join(folder, "alertmanager.yaml");
    await writeFile(routes, renderedFile(files, "alertmanager/alertmanager.yaml"));
    expect(await run(amtool, ["check-config", routes])).toContain("SUCCESS");
    await bed.disposeAsync();
  });

  test("a fault in a rule, in a scrape job and in a route is found", async () => {
    const bed = new AsyncDisposableStack();
    const folder = temporaryFolder(bed);
    const write = async (name: string, text: string) => {
      await writeFile(join(folder, name), text);
      return join(folder, name);
    };
    const twice = "groups: [{name: g, rules: [{record: a, expr: b}, {record: a, expr: c}]}]";
    const rules = await write("rules.yaml", twice);
    await expect(run(promtool, ["check", "rules", "--lint=all", "--lint-fatal", rules])).rejects.toThrow(
      /duplicate rule/,
    );
    const config = await write("prometheus.yml", "scrape_configs: [{job_name: a, honour_labels: true}]");
    await expect(run(promtool, ["check", "config", "--syntax-only", config])).rejects.toThrow(/honour_labels/);
    const routes = await write("alertmanager.yml", "route: {receiver: nobody}\nreceivers: [{name: somebody}]");
    await expect(run(amtool, ["check-config", routes])).rejects.toThrow(/nobody/);
    await bed.disposeAsync();
  });
});

/** Runs a checker; the result is all that it printed. A fault that it finds is thrown with its output. */
async function run(command: string, args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(command, [...args], {
    env: { ...process.env, ...ENVIRONMENT },
  }).catch((error: Error & { stdout: string; stderr: string }) => {
    throw new Error(`${error.message}\n${error.stdout}\n${error.stderr}`);
  });
  return `${stdout}${stderr}`;
}

/** The value of an argument `--name=value`. */
function argument(args: readonly string[], name: string): string {
  const found = args.find((arg) => arg.startsWith(`${name}=`));
  if (found === undefined) throw new Error(`the container has no argument ${name}; it has ${args.join(" ")}`);
  return found.slice(name.length + 1);
}
