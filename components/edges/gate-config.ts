/** The gate's file: who may send what where (https://docs.victoriametrics.com/victoriametrics/vmauth/#auth-config). */
import { stringify } from "yaml";
import { ALERTS_PATH, alertmanagerPrefix, LOGS_PATH, SAMPLES_PATH, TRACES_PATH } from "./centre-ways.ts";

/** `host:port` of the servers behind the gate. */
export interface BehindGate {
  readonly samples: string;
  /** Absent: the stack keeps no logs. */
  readonly logs?: string;
  /** Absent: it keeps no traces. */
  readonly traces?: string;
  /** Every replica of Alertmanager. */
  readonly alertmanagers: readonly string[];
}

/** The environment variable with an edge's token. No two edges have one: names are lower-case letters, digits and hyphens. */
export function tokenVariable(edge: string): string {
  return `TOKEN_${edge.toUpperCase().replaceAll("-", "_")}`;
}

/** The file, in which each edge may reach these paths and no other. Tokens come from the environment. */
export function renderGateConfig(edges: readonly string[], behind: BehindGate): string {
  const { samples, logs, traces, alertmanagers } = behind;
  const ways = [
    way(SAMPLES_PATH, samples),
    ...(logs === undefined ? [] : [way(LOGS_PATH, logs)]),
    ...(traces === undefined ? [] : [way(TRACES_PATH, traces)]),
    ...alertmanagers.map((address, replica) => ({
      ...way(`${alertmanagerPrefix(replica)}${ALERTS_PATH}`, address),
      drop_src_path_prefix_parts: 2,
    })),
  ];
  const users = edges.map((edge) => ({
    name: edge,
    bearer_token: `%{${tokenVariable(edge)}}`,
    url_map: ways,
  }));
  return stringify({ users }, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** A path, which the gate reads as a whole regular expression. */
function way(path: string, address: string) {
  return { src_paths: [path.replaceAll(".", "\\.")], url_prefix: [`http://${address}/`], headers: TAKEN_AWAY };
}

/** Headers that go no further, for they have no value: the token, and by which an edge would choose whose its data is. */
const TAKEN_AWAY = ["Authorization:", "THANOS-TENANT:", "X-Scope-OrgID:"];
