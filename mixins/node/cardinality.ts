/**
 * How many series node_exporter brings: the scrape of a virtual machine with the deployed arguments, split by what its labels
 * name. Measured with 2 CPUs, 5 interfaces, a disk and a file system: 523 series, of which 50 are the client library's.
 */

import type { ClusterSizes } from "../cardinality/cluster-sizes.ts";
import { type Families, jobOfFamilies } from "../cardinality/families.ts";
import type { JobSeries } from "../cardinality/series-count.ts";

/** What is watched of a node: interfaces without those of pods, disks and file systems without those of containers. */
const INTERFACES = 4;
const DISKS = 3;
const FILE_SYSTEMS = 3;

const families: Families<ClusterSizes> = {
  "node_* of the node": ({ nodes }) => nodes * 323,
  "node_* of CPUs": ({ nodes, coresPerNode }) => nodes * coresPerNode * 17,
  "node_* of interfaces": ({ nodes }) => nodes * INTERFACES * 28,
  "node_* of disks": ({ nodes }) => nodes * DISKS * 18,
  "node_* of file systems": ({ nodes }) => nodes * FILE_SYSTEMS * 9,
};

/** What node_exporter brings of all nodes. */
export function nodeSeries(sizes: ClusterSizes): readonly JobSeries[] {
  return [jobOfFamilies("node-exporter", sizes.nodes, 12, families, sizes)];
}
