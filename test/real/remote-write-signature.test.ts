/** A real Prometheus signs what it writes to a workspace of Amazon's, with the credentials that EKS Pod Identity's agent gives it. */
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { renderStoreWrite } from "../../components/metrics/remote-write.ts";
import { eventually } from "../../tools/servers/eventually.ts";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { answers, startServer } from "../../tools/servers/processes.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { settingsWith } from "../components/settings.ts";
import { describeWithTools } from "./with-tools.ts";

const run = promisify(execFile);

/** The entry of `remote_write` as it is rendered. */
function entry(): Readonly<Record<string, unknown>> {
  const url = "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write";
  const [store] = settingsWith({
    prometheus: { remoteWrite: [{ name: "amp", url, authentication: { sigv4: {} } }] },
    aws: { region: "eu-west-1", accountId: "111122223333" },
    foundation: { clusterName: "acme" },
  }).prometheus.remoteWrite;
  if (store === undefined) throw new Error("the settings have no store");
  return { ...renderStoreWrite({ store, samplesPerSecond: 10 }) };
}

/** A server that notes the headers of what it is sent, and answers with a text. */
async function startNoting(bed: AsyncDisposableStack, answer: string) {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    request.resume();
    response.writeHead(200, { "Content-Type": "application/json" }).end(answer);
  });
  const port = await freePort();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(port, LOOPBACK, resolve);
  await promise;
  bed.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://${LOOPBACK}:${port}`, seen };
}

describeWithTools(["prometheus", "promtool"], "signed writes", ({ prometheus, promtool }) => {
  test("carry the signature of the pod's role, for the workspace's region and service", async () => {
    await using bed = new AsyncDisposableStack();
    const store = await startNoting(bed, "");
    const agent = await startNoting(
      bed,
      JSON.stringify({
        AccessKeyId: "ASIAEXAMPLE",
        SecretAccessKey: "secret",
        Token: "session",
        Expiration: new Date(Date.now() + 3_600_000).toISOString(),
      }),
    );
    const folder = temporaryFolder(bed);
    const [config, token] = [join(folder, "prometheus.yml"), join(folder, "token")];
    writeFileSync(token, "pod-token");
    const http = `${LOOPBACK}:${await freePort()}`;
    const scrape = { job_name: "self", scrape_interval: "1s", static_configs: [{ targets: [http] }] };
    writeFileSync(config, JSON.stringify({ scrape_configs: [scrape], remote_write: [{ ...entry(), url: store.url }] }));
    const env = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${agent.url}/v1/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: token,
      AWS_EC2_METADATA_DISABLED: "true",
    };
    const args = [`--config.file=${config}`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=${http}`];
    const ready = () => answers(`http://${http}/-/ready`);
    await startServer({ name: "prometheus", command: prometheus, args, env, ready }, bed);
    const sent = await eventually("a write", 60, async () => store.seen[0]);
    expect(sent.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE\/\d{8}\/eu-west-1\/aps\/aws4_request, /,
    );
    expect(sent["x-amz-security-token"]).toBe("session");
    expect(agent.seen[0]?.authorization).toBe("pod-token");
  });

  test("are what promtool takes, and a Prometheus without the role does not start", async () => {
    await using bed = new AsyncDisposableStack();
    const folder = temporaryFolder(bed);
    const config = join(folder, "prometheus.yml");
    writeFileSync(config, JSON.stringify({ remote_write: [entry()] }));
    await run(promtool, ["check", "config", config]);
    const env = { ...process.env, AWS_EC2_METADATA_DISABLED: "true", HOME: folder };
    const args = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${folder}/data`,
      `--web.listen-address=${LOOPBACK}:0`,
    ];
    await expect(run(prometheus, args, { env, timeout: 60_000 })).rejects.toThrow("could not get SigV4 credentials");
  });
});
