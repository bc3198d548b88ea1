/**
 * A Prometheus scrape job as Prometheus writes it: the field names are those of its own configuration file
 * (https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config), so a job is stringified as it is.
 * Only the fields that this program uses are here. Durations are Prometheus durations (`15s`).
 */

/** Relabelling: one step, done before a scrape on a target's labels or after it on each sample's. */
export interface RelabelConfig {
  /** The labels whose values, joined by `separator`, are matched. Absent: the empty string, which `(.*)` matches. */
  readonly source_labels?: readonly string[];
  /** Default: `;`. */
  readonly separator?: string;
  /** The label that `replace` writes. */
  readonly target_label?: string;
  /** RE2, anchored at both ends. Default: `(.*)`. */
  readonly regex?: string;
  /** What `replace` writes, with the expression's groups. Default: `$1`. */
  readonly replacement?: string;
  readonly modulus?: number;
  /** Default: `replace`. */
  readonly action?:
    | "replace"
    | "keep"
    | "drop"
    | "keepequal"
    | "dropequal"
    | "hashmod"
    | "labelmap"
    | "labeldrop"
    | "labelkeep"
    | "lowercase"
    | "uppercase";
}

/** Targets that are written down. */
export interface StaticConfig {
  /** Each as `host:port`. */
  readonly targets: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** Targets found in DNS. */
interface DnsSdConfig {
  /** The names to look up, e.g. `_butterfly-compute._tcp.butterfly.local`. */
  readonly names: readonly string[];
  /** Default: `SRV`. */
  readonly type?: "SRV" | "A" | "AAAA" | "MX" | "NS";
  /** The port to scrape; needed for all types but SRV, whose records name it. */
  readonly port?: number;
  /** Default: 30s. */
  readonly refresh_interval?: string;
}

/** Targets that a service lists (https://prometheus.io/docs/prometheus/latest/http_sd/). */
interface HttpSdConfig {
  readonly url: string;
  /** Default: 60s. */
  readonly refresh_interval?: string;
}

/** What Kubernetes discovery looks for. */
type KubernetesRole = "node" | "service" | "pod" | "endpoints" | "endpointslice" | "ingress";

/** Targets found through the Kubernetes API. */
interface KubernetesSdConfig {
  readonly role: KubernetesRole;
  /** Absent: every namespace. */
  readonly namespaces?: { readonly names: readonly string[] };
  /** Narrow what the API server is asked for. */
  readonly selectors?: readonly { readonly role: KubernetesRole; readonly label?: string; readonly field?: string }[];
}

/** One scrape job. */
export interface ScrapeJob {
  /** Becomes the label `job`. */
  readonly job_name: string;
  /** Whether the labels of a sample win over those of its target. Default: false. */
  readonly honor_labels?: boolean;
  /** Whether the timestamps of a sample are kept. Default: true. */
  readonly honor_timestamps?: boolean;
  /** Default: the server's. */
  readonly scrape_interval?: string;
  readonly scrape_timeout?: string;
  /** Default: `/metrics`. */
  readonly metrics_path?: string;
  /** Default: `http`. */
  readonly scheme?: "http" | "https";
  readonly params?: Readonly<Record<string, readonly string[]>>;
  /** The credentials are always in a file: none is ever written into the configuration. */
  readonly authorization?: { readonly type?: string; readonly credentials_file: string };
  readonly basic_auth?: { readonly username: string; readonly password_file: string };
  readonly tls_config?: {
    /** Authorities in PEM: no secret. */
    readonly ca?: string;
    readonly ca_file?: string;
    readonly cert_file?: string;
    readonly key_file?: string;
    readonly server_name?: string;
    readonly insecure_skip_verify?: boolean;
  };
  /** A scrape with more samples than this fails as a whole. 0: no limit. */
  readonly sample_limit?: number;
  /** A scrape with a sample of more labels than this fails as a whole. 0: no limit. */
  readonly label_limit?: number;
  /** Longest name of a label, in bytes; a longer one fails the scrape. 0: no limit. */
  readonly label_name_length_limit?: number;
  /** Longest value of a label, in bytes; a longer one fails the scrape. 0: no limit. */
  readonly label_value_length_limit?: number;
  /** Largest answer, uncompressed, e.g. `1000B`; a larger one fails the scrape. 0: no limit. */
  readonly body_size_limit?: string;
  readonly static_configs?: readonly StaticConfig[];
  readonly dns_sd_configs?: readonly DnsSdConfig[];
  readonly http_sd_configs?: readonly HttpSdConfig[];
  readonly kubernetes_sd_configs?: readonly KubernetesSdConfig[];
  /** Steps on the target's labels, before the scrape. */
  readonly relabel_configs?: readonly RelabelConfig[];
  /** Steps on each sample's labels, after the scrape. */
  readonly metric_relabel_configs?: readonly RelabelConfig[];
}
