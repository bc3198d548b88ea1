/** A real Loki has every path that its way in leads to: one that is misspelt, or gone in a new version, would be 404 for ever. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { QUERY_PATHS } from "../../components/logs/loki.ts";
import { lokiConfig } from "../../components/logs/loki-config.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { settingsWith } from "../components/settings.ts";
import { startLoki } from "./support/loki.ts";
import { overlaid } from "./support/overlaid.ts";
import { describeWithTools } from "./with-tools.ts";

/** What follows a path that answers nothing by itself. */
const REST: Readonly<Record<string, string>> = {
  "/loki/api/v1/label": "/job/values",
  "/loki/api/v1/index": "/stats",
  "/loki/api/v1/detected_field": "/level/values",
};

describeWithTools(["loki"], "Loki", ({ loki }) => {
  test("has every path that its way in leads to, and those that it does not", async () => {
    await using bed = new AsyncDisposableStack();
    const { logs } = settingsWith({ logs: { store: "volume" } });
    if (logs === undefined) throw new Error("the settings have no logs");
    const folder = temporaryFolder(bed);
    const config = overlaid(lokiConfig({ settings: logs }), {
      common: { path_prefix: folder, storage: { object_store: { filesystem: { dir: join(folder, "store") } } } },
    });
    const server = await startLoki({ loki, config }, bed);
    const known = async (path: string) => {
      const { status } = await fetch(`${server.url}${path}`, { signal: AbortSignal.timeout(30_000) });
      return [path, status !== 404];
    };
    for (const path of QUERY_PATHS) {
      const asked = `${path}${REST[path] ?? ""}`;
      expect(await known(asked)).toEqual([asked, true]);
    }
    expect(await known("/loki/api/v1/no-such-path")).toEqual(["/loki/api/v1/no-such-path", false]);
    // What it leaves out is there: that is why it is left out.
    for (const path of ["/loki/api/v1/push", "/loki/api/v1/delete", "/flush", "/config"]) {
      expect(await known(path)).toEqual([path, true]);
    }
  });
});
