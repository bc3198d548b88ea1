import { partitionOf } from "../facts/regions.ts";
import { serviceOf, type WayOut } from "./receivers/way-out.ts";
import type { Settings } from "./settings.ts";

/** The endpoint of Amazon S3 in a region, without a port. */
export function s3Host(region: string): string {
  return `s3.${region}.${partitionOf(region) === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"}`;
}

/**
 * The hosts that settings name, and say to be elsewhere than on the internet: by name alone, a client would take them for it. Those of
 * Services by their full names are not among them: all end in `.svc`.
 */
export function directHosts({ objectStore, prometheus, alertmanager, centre, aws }: Settings): readonly string[] {
  const named: readonly (readonly [host: string, calls: readonly WayOut[]])[] = [
    ...prometheus.remoteWrite.flatMap(({ url, calls, dataSource }) => [
      [new URL(url).hostname, calls] as const,
      ...(dataSource === undefined ? [] : [[new URL(dataSource.url).hostname, dataSource.calls] as const]),
    ]),
    ...(objectStore?.kind === "s3" ? [[objectStore.endpoint.host, objectStore.calls] as const] : []),
    ...(alertmanager.existing?.addresses ?? []).map(({ host, calls }) => [host, calls] as const),
  ];
  const hosts = [
    ...named.flatMap(([host, calls]) => (calls.some(({ to }) => to === "internet") ? [] : [host])),
    ...(objectStore?.kind === "aws" && objectStore.cidrs !== undefined ? [s3Host(aws?.region ?? "")] : []),
    ...(centre?.cidrs === undefined ? [] : [centre.host]),
  ];
  return [...new Set(hosts)].filter((host) => serviceOf(host)?.namespace === undefined).sort();
}
