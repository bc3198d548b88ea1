import * as z from "zod";
import { bytes } from "./types/bytes.ts";
import { dnsLabel } from "./types/dns-name.ts";
import { anySecretRef } from "./types/kubernetes-secret.ts";
import { list } from "./types/list.ts";

/** The agent on every node that collects logs and spans. */
export const agentSchema = z
  .strictObject({
    pepper: anySecretRef("pepper")
      .exactOptional()
      .describe(
        "The key that personal identifiers are hashed with (HMAC-SHA256), at least 32 characters. With another one the same user has " +
          "another hash. Left out: made once and kept in the stack's state; with `standards.availability` `redundant` it must be given. A Kubernetes Secret must be in the " +
          "agents' namespace: `namespace` with `-host` behind it.",
      ),
    memory: bytes({ min: "128Mi", max: "64Gi" })
      .prefault("512Mi")
      .describe(
        "Memory of each node's agent. With `traces.processing: agent` what the traces take that wait to be judged comes on top.",
      ),
    // What a reader of files hands over at once: a hundred lines of a megabyte.
    queue: bytes({ min: "128Mi", max: "1Ti" })
      .prefault("1Gi")
      .describe(
        "What each agent keeps on its node's disk for each of its destinations while that takes nothing. A full one takes no more: the " +
          "containers' logs then wait in their files, as long as the kubelet keeps those.",
      ),
    sendersFrom: list(dnsLabel(["applications"]), { min: 1 })
      .exactOptional()
      .describe(
        "Namespaces whose pods may send logs and spans to their node's agent. Left out: every pod of the cluster.",
      ),
  })
  .prefault({})
  .describe(
    "The OpenTelemetry Collector on every node: it collects and scrubs logs and spans. It is there where `logs` or `traces` is set.",
  );
