import * as z from "zod";
import { bytes } from "./types/bytes.ts";

/** The DCGM exporter. */
export const dcgmExporterSchema = z
  .strictObject({
    // 400 to 500 MiB on a node with one GPU (https://github.com/NVIDIA/dcgm-exporter/issues/609); of those on nodes with
    // eight, half were killed at 512 MiB (https://github.com/pytorch/ci-infra/issues/1011).
    memory: bytes()
      .prefault("1Gi")
      .describe("Memory of each. More GPUs on a node need more: the default is for eight; MIG slices count as well."),
  })
  .prefault({})
  .describe("The DCGM exporter, which is on every GPU node.");
