/** An application with what its preset says where it says nothing itself. */
import { presets } from "../presets/all.ts";
import type { Preset } from "../presets/preset.ts";
import type { ApplicationSettings } from "./schema.ts";

type Pods = NonNullable<ApplicationSettings["pods"]>;
type Service = NonNullable<ApplicationSettings["service"]>;
type Ports = NonNullable<Pods["ports"]>;

/** An application whose ports, path and size are known. */
export interface KnownApplication extends Omit<ApplicationSettings, "pods" | "service" | "path" | "size"> {
  readonly pods?: Pods & { readonly ports: Ports };
  readonly service?: Service & { readonly ports: Ports };
  readonly path: string;
  /** What becomes of a label `application` of its own. Absent: it stays what it is. */
  readonly ownApplication?: string;
  /** Buckets that nobody asks for. Absent: none are known. */
  readonly dropBuckets?: readonly string[];
  /** Labels that tell of a person. Absent: none are known. */
  readonly personal?: readonly string[];
  readonly size: { readonly targets?: number; readonly seriesPerTarget: number };
}

/** What an application without a preset has. */
const ORDINARY: { readonly scrape: Omit<NonNullable<Preset["scrape"]>, "port">; readonly seriesPerTarget: number } = {
  scrape: { path: "/metrics", drop: [] },
  seriesPerTarget: 1_000,
};

/** The application, whole. */
export function withPreset({ pods, service, ...one }: ApplicationSettings): KnownApplication {
  const preset = presets.find(({ mixin }) => mixin.system === one.preset);
  const { scrape = ORDINARY.scrape, seriesPerTarget } = preset ?? ORDINARY;
  const { ownApplication, dropBuckets, personal } = scrape;
  const keep = one.metrics.keep ?? (one.sends === undefined ? scrape.keep : preset?.sent?.keep);
  // The settings' checks ask for ports where no preset knows them.
  const ports: Ports = preset?.scrape === undefined ? [] : [preset.scrape.port];
  return {
    ...one,
    ...(pods && { pods: { ...pods, ports: pods.ports ?? ports } }),
    ...(service && { service: { ...service, ports: service.ports ?? ports } }),
    path: one.path ?? scrape.path,
    metrics: { ...(keep && { keep: [...keep] }), drop: [...(one.metrics.drop ?? []), ...scrape.drop] },
    size: { seriesPerTarget, ...one.size },
    ...(ownApplication !== undefined && { ownApplication }),
    ...(dropBuckets !== undefined && { dropBuckets }),
    ...(personal !== undefined && { personal }),
  };
}
