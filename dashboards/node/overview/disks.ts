import { inWords } from "../../../mixins/limit.ts";
import { nodeLimits as limits } from "../../../mixins/node/limits.ts";
import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { machine, machineName, onDisk, onMachine } from "../selectors.ts";

/** Disks and what lies on them. */
export function diskBands(): Band[] {
  return [
    { title: "Disks", height: 9, panels: [filesystems(), waiting()] },
    { height: 8, panels: [readOnly(), arrays()] },
  ];
}

const mount = "cluster, instance, mountpoint";
const fullest = `topk(10, max by (${mount}) (1 - node_filesystem_avail_bytes{${onDisk}} / node_filesystem_size_bytes{${onDisk}}))`;

const filesystems = () =>
  table({
    id: 7,
    title: "Filesystems",
    description:
      "The ten fullest filesystems: room and inodes in use, and room in 24 hours at the pace of the last six.\n\n**Good:** under 80%. **Otherwise:** NodeFilesystemFillingUp, NodeFilesystemNearlyFull or NodeFilesystemInodesLow fires: images and logs of containers are the usual cause.",
    labels: [
      { label: "instance", title: "Machine" },
      { label: "mountpoint", title: "Mount point" },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      {
        title: "Used",
        unit: "percentunit",
        decimals: 0,
        thresholds: highIsBad({ yellow: 0.8, red: 1 - limits.freeFilesystem.value }),
        expr: fullest,
      },
      {
        title: "In 24 h",
        unit: "percentunit",
        decimals: 0,
        expr: `max by (${mount}) (1 - predict_linear(node_filesystem_avail_bytes{${onDisk}}[6h], ${limits.filesystemFullIn.value}) / node_filesystem_size_bytes{${onDisk}}) and on (${mount}) ${fullest}`,
      },
      {
        title: "Inodes",
        unit: "percentunit",
        decimals: 0,
        thresholds: highIsBad({ yellow: 0.8, red: 1 - limits.freeInodes.value }),
        expr: `max by (${mount}) (1 - node_filesystem_files_free{${onDisk}} / node_filesystem_files{${onDisk}}) and on (${mount}) ${fullest}`,
      },
    ],
  });

const queue = `max by (${machine}, device) (rate(node_disk_io_time_weighted_seconds_total{${onMachine}}[$interval]))`;

const waiting = () =>
  timeseries({
    id: 8,
    title: "Requests that wait for a disk",
    description: `Requests under way or in the queue of a disk: the five disks with the highest peaks of the time range.\n\n**Good:** under 1. **Otherwise:** above the dashed ${inWords(limits.diskQueue)} for half an hour NodeDiskSaturated fires: what flushes its log there waits.`,
    unit: "short",
    series: "lines",
    thresholds: highIsBad({ yellow: 1, red: limits.diskQueue.value }),
    queries: [
      { expr: highest({ count: 5, by: `${machine}, device`, of: queue }), legend: `${machineName} {{device}}` },
    ],
  });

const readOnly = () =>
  table({
    id: 9,
    empty: "None",
    title: "Filesystems that cannot be written",
    description:
      "Filesystems that are read-only, and those that cannot even be looked at.\n\n**Good:** *None*, or what is mounted so on purpose. **Otherwise:** NodeFilesystemReadOnly fires on what became so within a day: the disk fails.",
    labels: [
      { label: "instance", title: "Machine" },
      { label: "mountpoint", title: "Mount point" },
      { label: "device", title: "Device" },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      {
        title: "Read-only or lost",
        unit: "locale",
        decimals: 0,
        expr: `max by (${mount}, device) (node_filesystem_readonly{${onDisk}} == 1 or node_filesystem_device_error{${onDisk}} == 1)`,
      },
    ],
  });

const arrays = () =>
  timeseries({
    id: 10,
    title: "Disks that arrays lack",
    description:
      "Disks of arrays that have failed or are missing.\n\n**Good:** 0, or no line where there is no array. **Otherwise:** NodeRaidDegraded fires: replace the disk before the next one takes the data with it.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `max by (${machine}, device) (node_md_disks_required{${onMachine}}) - on (${machine}, device) max by (${machine}, device) (node_md_disks{${onMachine}, state="active"})`,
        legend: `${machineName} {{device}}`,
      },
    ],
  });
