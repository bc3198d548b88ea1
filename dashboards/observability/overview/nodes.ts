import { inWords, type Limit } from "../../../mixins/limit.ts";
import { nodeLimits as limits } from "../../../mixins/node/limits.ts";
import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { memoryInUse, processorsInUse, traffic } from "../../node/queries.ts";
import { inCluster } from "../selectors.ts";

/** What the machines under the pods have left. */
export function nodesBands(): Band[] {
  return [
    { title: "Nodes", height: 8, panels: [cpu(), memory()] },
    { height: 8, panels: [network(), filesystems()] },
  ];
}

const node = "cluster, instance";
const nodeName = "{{cluster}}/{{instance}}";

const cpuByNode = processorsInUse(inCluster);

const cpu = () =>
  timeseries({
    id: 26,
    title: "Node CPU",
    description:
      "Share of the processors in use: the average node, and the three with the highest peaks of the time range.\n\n**Good:** under 80%. **Otherwise:** one node alone has a pod without a limit; all of them: add nodes. *CPU throttling* says who suffers.",
    unit: "percentunit",
    series: "lines",
    max: 1,
    thresholds: highIsBad({ yellow: 0.8, red: 0.95 }),
    queries: [
      { expr: `avg(${cpuByNode})`, legend: "Average" },
      { expr: highest({ count: 3, by: node, of: cpuByNode }), legend: nodeName },
    ],
  });

const memoryByNode = memoryInUse(inCluster);

const memory = () =>
  timeseries({
    id: 27,
    title: "Node memory",
    description:
      "Share of the memory in use, page cache left out: the average node, and the three with the highest peaks of the time range.\n\n**Good:** under 80%. **Otherwise:** near 100% the kubelet evicts pods or the kernel kills processes (*Restarts and kills*): look for pods whose limit is far above what they request.",
    unit: "percentunit",
    series: "lines",
    max: 1,
    thresholds: highIsBad({ yellow: 0.8, red: 0.95 }),
    queries: [
      { expr: `avg(${memoryByNode})`, legend: "Average" },
      { expr: highest({ count: 3, by: node, of: memoryByNode }), legend: nodeName },
    ],
  });

const network = () =>
  timeseries({
    id: 28,
    title: "Node network",
    description:
      "Bytes per second that the nodes receive and send, without traffic of a node with itself: the three nodes with the highest peaks of the time range.\n\n**Good:** far under the links' limit. **Otherwise:** at the limit scrapes and remote storage are slow together: see *Slowest scrapes*.",
    unit: "Bps",
    series: "lines",
    queries: [
      {
        expr: highest({ count: 3, by: node, of: traffic(inCluster, "receive") }),
        legend: `${nodeName} in`,
      },
      {
        expr: highest({ count: 3, by: node, of: traffic(inCluster, "transmit") }),
        legend: `${nodeName} out`,
      },
    ],
  });

/** As the alert has it: disks that can be written to. */
const disks = `${inCluster}, fstype!~"tmpfs|overlay|squashfs|ramfs"`;
/** The alert judges what is free, the table shows what is used. */
const full: Limit = { ...limits.freeFilesystem, value: 1 - limits.freeFilesystem.value };
const mount = "cluster, instance, mountpoint";
const readOnly = `node_filesystem_readonly{${disks}} == 1`;
const used = `1 - node_filesystem_avail_bytes{${disks}} / node_filesystem_size_bytes{${disks}}`;
const fullest = `topk(10, max by (${mount}) (${used} unless ${readOnly}))`;
const usedTomorrow = `1 - predict_linear(node_filesystem_avail_bytes{${disks}}[6h], ${limits.filesystemFullIn.value}) / node_filesystem_size_bytes{${disks}}`;

const filesystems = () =>
  table({
    id: 29,
    title: "Fullest filesystems",
    description: `The ten filesystems with least room, now and in 24 hours at the pace of the last six.\n\n**Good:** under 80% used. **Otherwise:** above ${inWords(full)} and on the way past 100% NodeFilesystemFillingUp fires: images and logs of containers are the usual cause, and the kubelet evicts pods before the disk is full.`,
    labels: [
      { label: "instance", title: "Node" },
      { label: "mountpoint", title: "Mount point" },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      {
        title: "Used",
        unit: "percentunit",
        decimals: 0,
        thresholds: highIsBad({ yellow: 0.8, red: full.value }),
        expr: fullest,
      },
      {
        title: "In 24 h",
        unit: "percentunit",
        decimals: 0,
        thresholds: highIsBad({ yellow: full.value, red: 1 }),
        expr: `max by (${mount}) (${usedTomorrow}) and on (${mount}) ${fullest}`,
      },
    ],
  });
