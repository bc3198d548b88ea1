/** An inference request to the simulated Butterfly cluster, in spans and in the log lines of the node that took it. */
import type { ButterflyMoment } from "../butterfly/moment.ts";
import { type ButterflyNode, computeNodes, models } from "../butterfly/nodes.ts";
import type { Random } from "../engine/random.ts";
import { anyone } from "./people.ts";
import { personal, type Signals } from "./signals.ts";
import { newSpanId, newTraceId, type Span } from "./span.ts";

const SPREAD = 0.4;
const TRANSFER_SECONDS = 0.002;
const TENSOR_BYTES = 250_000;
/** One request in so many is committed as it is followed: the log's index grows by other entries as well. */
const COMMIT_SECONDS = 0.004;

/** A request of a step at each coordinator that had any; one that failed where most did. */
export function butterflyRequests(moment: Omit<ButterflyMoment, "gpus">, random: Random): readonly Signals[] {
  return moment.consensus.group.flatMap((node) => {
    const inference = moment.work.nodes.get(node.name)?.inference;
    if (inference === undefined) return [];
    const failures = Object.values(inference.failed).reduce((sum, count) => sum + count, 0);
    if (inference.succeeded + failures === 0) return [];
    const fails = random.next() < failures / (inference.succeeded + failures);
    return [requestAt(node, moment, inference.median * Math.exp(SPREAD * random.normal()), fails, random)];
  });
}

function requestAt(
  node: ButterflyNode,
  { time, membership, work, consensus }: Omit<ButterflyMoment, "gpus">,
  seconds: number,
  fails: boolean,
  random: Random,
): Signals {
  const person = anyone(random);
  const [model] = random.next() < models["llama-70b"] ? ["llama-70b"] : ["qwen-14b"];
  const traceId = newTraceId(random);
  const root = newSpanId(random);
  const request_id = `req-${root.slice(0, 8)}`;
  const start = 1000 * (time - seconds);
  const common = { traceId, service: "butterfly" } as const;
  const ofNode = ({ name }: ButterflyNode) => ({ node_id: name, request_id });
  const spans: Span[] = [
    {
      ...common,
      ...{ id: root, name: "inference.request", kind: "server", start, seconds },
      attributes: {
        ...ofNode(node),
        model,
        status: fails ? "error" : "success",
        ...(fails ? { error_type: "timeout" } : { tokens: 200 }),
      },
      ...(fails ? { error: "the request was turned away" } : {}),
    },
    {
      ...common,
      ...{
        id: newSpanId(random),
        parent: root,
        name: "consensus.commit",
        kind: "internal",
        start,
        seconds: COMMIT_SECONDS,
      },
      attributes: {
        ...ofNode(node),
        term: consensus.voters.get(node.name)?.term ?? 0,
        log_index: consensus.voters.get(node.name)?.commitIndex ?? 0,
      },
    },
  ];
  const workers = fails ? [] : computeNodes.filter((worker) => membership.answering.includes(worker));
  let begins = start + 1000 * COMMIT_SECONDS;
  for (const worker of workers) {
    const layer = 2 * worker.index;
    const computing = Math.min(seconds / workers.length, work.layerSeconds.get(String(layer)) ?? 0);
    const sent = newSpanId(random);
    const transfer = { from_node: node.name, to_node: worker.name, protocol: "quic", bytes: TENSOR_BYTES };
    spans.push(
      {
        ...common,
        ...{
          id: sent,
          parent: root,
          name: "comm.send_tensor",
          kind: "client",
          start: begins,
          seconds: TRANSFER_SECONDS,
        },
        attributes: { ...ofNode(node), ...transfer },
      },
      {
        ...common,
        ...{ id: newSpanId(random), parent: sent, name: "layer.execute", kind: "internal", seconds: computing },
        start: begins + 1000 * TRANSFER_SECONDS,
        attributes: { ...ofNode(worker), layer_id: layer },
      },
    );
    begins += 1000 * (TRANSFER_SECONDS + computing);
  }
  const line = {
    timestamp: new Date(1000 * time).toISOString(),
    level: fails ? ("ERROR" as const) : ("INFO" as const),
    message: fails
      ? `request of ${person.email} turned away`
      : `request of ${person.email} from ${person.address} answered`,
    trace_id: traceId,
    span_id: root,
    request_id,
    node_id: node.name,
    component: "execution_engine",
    fields: { model, duration_seconds: Number(seconds.toFixed(3)), ...personal(person) },
  };
  return { spans, lines: [line] };
}
