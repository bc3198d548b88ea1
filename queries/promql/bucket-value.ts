/**
 * The value of `le` under which Prometheus 3 stores a bucket: a float in OpenMetrics' canonical form, so `5` is `5.0` and
 * `1000000` is `1e+06`, however the service wrote it
 * (https://prometheus.io/docs/prometheus/latest/migration/#le-and-quantile-label-values).
 */
export function bucketValue(bound: number): string {
  if (Number.isNaN(bound)) return "NaN";
  if (!Number.isFinite(bound)) return bound > 0 ? "+Inf" : "-Inf";
  const [mantissa = "0", power = "0"] = bound.toExponential().split("e");
  const exponent = Number(power);
  // Go's shortest form (strconv, format 'g'): an exponent below -4 or from 6 on.
  if (exponent < -4 || exponent >= 6) {
    return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  const plain = String(bound);
  return plain.includes(".") ? plain : `${plain}.0`;
}
