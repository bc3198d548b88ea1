/**
 * Message and hint for what the server refuses unless it is started with a feature flag
 * (https://prometheus.io/docs/prometheus/latest/feature_flags/).
 *
 * @param what the thing itself, e.g. `` `limitk` ``.
 * @param feature the flag's value, e.g. `promql-experimental-functions`.
 * @param instead what to write without it.
 */
export function experimental(
  what: string,
  feature: string,
  instead = "do without it",
): [message: string, hint: string] {
  return [
    `${what} is experimental: the server refuses it by default.`,
    `${instead}, or start the server with --enable-feature=${feature}`,
  ];
}
