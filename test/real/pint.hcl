# How pint judges the rendered rules (https://cloudflare.github.io/pint/). Each check that is off says why.

parser {
  # The ruler's files have `partial_response_strategy`; promtool holds Prometheus' own to the stricter schema.
  schema = "thanos"
  names  = "legacy"
}

checks {
  disabled = [
    # Recordings that read another group's: the share of links that are kept, which changes with a deployment, and windows of hours
    # over rates of the group before. Results that are one evaluation old are as good; what must be of one moment is in one group.
    "rule/dependency",
  ]
}

# The labels and annotations that Alertmanager's routes, Grafana's links and people rely on.
rule {
  match {
    kind = "alerting"
  }
  label "severity" {
    severity = "bug"
    value    = "critical|warning|info"
    required = true
  }
  label "team" {
    severity = "bug"
    value    = ".+"
    required = true
  }
  annotation "summary" {
    severity = "bug"
    value    = "[A-Z].+\\."
    required = true
  }
  annotation "description" {
    severity = "bug"
    value    = ".+"
    required = true
  }
  annotation "runbook_url" {
    severity = "bug"
    value    = "https?://.+/{{ $alert }}[.]md"
    required = true
  }
}

# The dead man's switch fires at all times.
rule {
  match {
    name = "Watchdog"
  }
  disable = ["alerts/comparison"]
}

# A claim's name is all that kubelet_volume_stats_* tell of whose volume it is.
rule {
  match {
    name = "(Loki|Prometheus|Thanos|Traces)VolumeNearlyFull"
  }
  disable = ["promql/regexp"]
}

# pint fears a restart of Prometheus, after which some targets answer before others. Those of before the restart are looked back to for
# five minutes, and each of these compares what is there with what was: a `for` would make the page later by as long.
rule {
  match {
    name = "ButterflyByzantine(FaultDetected|Tolerance)|Gpu(EccUncorrectable|FellOffBus|NvLinkErrors)"
  }
  disable = ["promql/fragile"]
}
