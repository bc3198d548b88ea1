/** Applications that settings describe, asked by a real Prometheus. */
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { credentialPath } from "../../components/metrics/credentials.ts";
import { previewStack } from "../../preview/preview.ts";
import { ROOT } from "../../preview/root.ts";
import { eventually } from "../../tools/servers/eventually.ts";
import { LOOPBACK } from "../../tools/servers/ports.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { startPrometheus } from "./support/prometheus.ts";
import { describeWithTools } from "./with-tools.ts";

const run = promisify(execFile);
const PASSWORD = "correct horse";
const METRICS = [
  'vllm:requests_total{model="a",pid="1"} 7',
  "vllm:requests_created 1e9",
  'billing_total{application="books"} 3',
  "",
].join("\n");

/** Serves metrics over TLS to whoever has the password; the server's certificate is its own authority. */
async function serve(folder: string, bed: AsyncDisposableStack) {
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=chat.test", "-addext", "subjectAltName=DNS:chat.test"];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  await run("openssl", ["req", "-x509", ...curve, "-keyout", key, "-out", cert, "-days", "2", ...subject]);
  const expected = `Basic ${Buffer.from(`prometheus:${PASSWORD}`).toString("base64")}`;
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    const isAllowed = request.headers.authorization === expected && request.url === "/stats";
    response.writeHead(isAllowed ? 200 : 401, { "content-type": "text/plain; version=0.0.4" });
    response.end(isAllowed ? METRICS : "");
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, LOOPBACK, resolve);
  await promise;
  bed.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return { target: `${LOOPBACK}:${address.port}`, authority: readFileSync(cert, "utf8") };
}

/** What the settings of applications become: Prometheus' file of a stack that has them. */
async function rendered(folder: string, applications: object) {
  const file = join(folder, "Pulumi.local.yaml");
  const settings = parse(readFileSync(join(ROOT, "Pulumi.local.yaml"), "utf8"));
  writeFileSync(file, stringify({ config: { ...settings.config, "aiobs:applications": applications } }));
  const { files } = await previewStack("local", file);
  return files.get("prometheus/prometheus.yml") ?? "";
}

describeWithTools(["prometheus", "promtool"], "applications", ({ prometheus, promtool }) => {
  test("are scraped over TLS with a password; a wrong name, authority or password is a target that is down", async () => {
    await using bed = new AsyncDisposableStack();
    const folder = temporaryFolder(bed);
    const { target, authority } = await serve(folder, bed);
    const { authority: another } = await serve(temporaryFolder(bed), bed);
    const password = { secret: "chatPassword" };
    const authentication = { basic: { username: "prometheus", password } };
    const tls = { ca: authority, serverName: "chat.test" };
    const chat = {
      targets: [target],
      cidrs: ["127.0.0.0/8"],
      path: "/stats",
      scrapeInterval: "1s",
      authentication,
      tls,
    };
    const text = await rendered(folder, {
      // All ask the same server: another port is made up for each, and taken back below.
      chat: { ...chat, metrics: { drop: [".+_created"] }, labels: { add: { tier: "gold" }, drop: ["pid"] } },
      stranger: { ...chat, targets: [`${LOOPBACK}:1`], authentication: { basic: { username: "other", password } } },
      renamed: { ...chat, targets: [`${LOOPBACK}:2`], tls: { ...tls, serverName: "other.test" } },
      forged: { ...chat, targets: [`${LOOPBACK}:3`], tls: { ...tls, ca: another } },
    });
    const names = ["chat", "stranger", "renamed", "forged"];
    for (const name of names) writeFileSync(join(folder, `${name}-password`), PASSWORD);
    const { global, scrape_configs: all } = parse(text);
    const jobs = all.filter(({ job_name: name }: { job_name: string }) => names.includes(name));
    expect(jobs).toHaveLength(names.length);
    const config = stringify({ global, scrape_configs: jobs })
      .replaceAll(credentialPath(""), `${folder}/`)
      .replaceAll(/127\.0\.0\.1:[123]$/gm, target);
    const server = await startPrometheus({ prometheus, config }, bed);

    const up = (application: string, value: number) =>
      eventually(`up ${value} of ${application}`, 60, async () => {
        const [found] = await server.values(`up{application="${application}", job="${application}"}`);
        return found === value || undefined;
      });
    await up("chat", 1);
    for (const application of ["stranger", "renamed", "forged"]) await up(application, 0);
    const count = async (query: string) => (await server.values(query)).length;
    expect(await server.values('vllm:requests_total{application="chat", tier="gold", pid="", model="a"}')).toEqual([7]);
    expect(await count("vllm:requests_created")).toBe(0);
    expect(await server.values('billing_total{application="books", job="chat", exported_application=""}')).toEqual([3]);
  });

  test("of every form make a file that Prometheus reads", async () => {
    await using bed = new AsyncDisposableStack();
    const { files } = await previewStack("everything", join(ROOT, "test/plans/settings/everything.yaml"));
    const file = join(temporaryFolder(bed), "prometheus.yml");
    const text = files.get("prometheus/shard-0/prometheus.yml") ?? "";
    expect(text).toContain("job_name: vectors");
    writeFileSync(file, text);
    await run(promtool, ["check", "config", "--syntax-only", file]);
  });
});
