/** Blocks that tools/block-multiplier writes are read by Prometheus' own tools: copies of each series, with the same samples. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { describeWithTools } from "./with-tools.ts";

const SAMPLES = `up{instance="node-1:9100",job="a"} 1 1700000000
up{instance="node-1:9100",job="a"} 0 1700000015
links{from_node="coordinator-1",to_node="node-1"} 7 1700000000
links{from_node="coordinator-1",to_node="coordinator-2"} 8 1700000000
# EOF
`;

describeWithTools(["promtool", "block-multiplier"], "multiplied blocks", (tools) => {
  const bed = new AsyncDisposableStack();
  const folder = temporaryFolder(bed);
  afterAll(() => bed.disposeAsync());

  test("hold every series once a copy, and what all copies share once", () => {
    const [file, source, target] = [join(folder, "samples"), join(folder, "source"), join(folder, "target")];
    // promtool looks for a write-ahead log.
    for (const each of [source, target, join(target, "wal")]) mkdirSync(each);
    writeFileSync(file, SAMPLES);
    execFileSync(tools.promtool, ["tsdb", "create-blocks-from", "openmetrics", file, source]);
    const labels = ["--labels", "instance,from_node,to_node", "--keep", "coordinator.*"];
    const args = ["--source", source, "--target", target, "--copies", "3", ...labels];
    expect(execFileSync(tools["block-multiplier"], args, { encoding: "utf8" })).toBe("7\n");
    const dumped = execFileSync(tools.promtool, ["tsdb", "dump", target], { encoding: "utf8" });
    const node = (copy: string) => [
      `{__name__="links", from_node="coordinator-1", to_node="node-1${copy}"} 7 1700000000000`,
      `{__name__="up", instance="node-1${copy}:9100", job="a"} 1 1700000000000`,
      `{__name__="up", instance="node-1${copy}:9100", job="a"} 0 1700000015000`,
    ];
    const shared = '{__name__="links", from_node="coordinator-1", to_node="coordinator-2"} 8 1700000000000';
    const expected = ["", "-copy1", "-copy2"].flatMap(node);
    expect(dumped.trim().split("\n").sort()).toEqual([...expected, shared].sort());
  });
});
