/** Every LogQL query that a stack ships, put to a real Loki with the rendered configuration. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { type ShippedQuery, shippedQueries } from "../queries/shipped-queries.ts";
import { startLoki } from "./support/loki.ts";
import type { LokiApi } from "./support/loki-api.ts";
import { putPodOnDisk } from "./support/pod-on-disk.ts";
import { renderStack } from "./support/rendered.ts";
import { describeWithTools } from "./with-tools.ts";

const shipped = await shippedQueries("LogQL");

describeWithTools(["loki"], "the LogQL that is shipped", ({ loki: command }) => {
  const bed = new AsyncDisposableStack();
  let loki: LokiApi;
  beforeAll(async () => {
    const disk = await putPodOnDisk(await renderStack("local"), "loki", { root: temporaryFolder(bed) });
    loki = await startLoki({ loki: command, config: readFileSync(disk.path("/etc/loki/loki.yaml"), "utf8") }, bed);
  });
  afterAll(() => bed.disposeAsync());

  test.each(shipped)("is taken by Loki: $where", async ({ query }: ShippedQuery) => {
    expect(await loki.verdictOn(query)).toBe("accepted");
  });

  test("is refused where it is wrong, by the same way of asking", async () => {
    expect(await loki.verdictOn('{service_name="canary"} |= trace')).toMatch(/^parse error/);
  });
});
