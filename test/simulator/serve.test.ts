/** The simulator over HTTP, as Prometheus finds and scrapes it. */
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve } from "../../simulator/program/serve.ts";
import { worldOf } from "./world.ts";

const world = worldOf({
  changes: [{ from: 0, to: 60, butterfly: { dead: ["compute-node-1"], departed: ["observer-2"] } }],
});
world.advanceTo(30);
const server = serve(world, { port: 0, speed: 1, cluster: "c1" });
let base = "";

beforeAll(async () => {
  if (!server.listening) await once(server, "listening");
  const address = server.address();
  if (typeof address === "object" && address !== null) base = `http://127.0.0.1:${address.port}`;
});
afterAll(() => void server.close());

const get = async (path: string, method = "GET") => {
  const response = await fetch(`${base}${path}`, { method });
  return { status: response.status, body: await response.text() };
};

interface Group {
  readonly targets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

async function discovered(): Promise<readonly Group[]> {
  return JSON.parse((await get("/targets")).body);
}

describe("targets", () => {
  test("are listed with what tells them apart, and answer where the list says", async () => {
    const [target] = (await discovered()).filter(({ labels }) => labels.instance === "coordinator-1:9090");
    expect(target).toMatchObject({
      targets: [base.replace("http://", "")],
      labels: { job: "butterfly-coordinators", cluster: "c1", node_id: "coordinator-1", node_role: "coordinator" },
    });
    const { status, body } = await get(target?.labels.__metrics_path__ ?? "");
    expect(status).toBe(200);
    expect(body).toMatch(/^butterfly_consensus_term\{node_id="coordinator-1"\} 7$/m);
  });

  test("that are dead are known and do not answer; those taken out are not known", async () => {
    const all = await discovered();
    const of = (node: string) => all.find(({ labels }) => labels.node_id === node);
    expect((await get(of("compute-node-1")?.labels.__metrics_path__ ?? "")).status).toBe(503);
    expect(of("observer-2")).toBeUndefined();
  });
});

test("a scenario is played from now on when it is posted", async () => {
  expect(await get("/scenario/flood", "POST")).toMatchObject({ status: 404, body: expect.stringContaining("healthy") });
  expect((await get("/scenario/overload", "POST")).status).toBe(200);
  expect((await get("/scenario")).body).toBe("overload\n");
});

test.each(["/nothing", "/%", "/targets/x/y/metrics"])("nothing is at %s", async (path) => {
  expect((await get(path)).status).toBe(404);
});
