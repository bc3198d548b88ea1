import { describe, expect, test } from "vitest";
import { checkPromQL, indexSeries } from "../../../queries/promql/check.ts";
import { checkTemplate } from "../../../queries/promql/template.ts";
import { smallCatalogue } from "./small-catalogue.ts";

const index = indexSeries([smallCatalogue]);
const labels = new Set(["cluster", "queue"]);

describe("checkTemplate", () => {
  test.each([
    "No template at all, and a } or { in it.",
    "{{ $labels.cluster }}/{{ $labels.queue }} has {{ $value | humanize }} waiting.",
    '{{ if ge $value 10.0 }}10 or more{{ else }}{{ $value | printf "%.1f" }}{{ end }}',
    "{{- .Labels.cluster -}} {{ .Value }} {{ $externalLabels.region }} {{ .ExternalURL }}",
    '{{ index $labels "queue" }} {{ $.Labels.cluster }}',
    '{{ with query "max(shop_size)" }}{{ . | first | value | humanizePercentage }}{{ end }}',
    '{{ range query "up == 0" }}{{ .Labels.instance }} {{ end }}',
    '{{ range $i, $one := query "up == 0" | sortByLabel "instance" }}{{ $i }}: {{ $one.Labels.instance }}{{ end }}',
    '{{ printf "shop_size{state=\\"up\\", cluster=\\"%s\\"}" $labels.cluster | query | first | value }}',
    '{{ with (printf "up{job=%q}" $labels.queue | query) }}{{ end }}',
    "{{/* $labels.nothing */}}{{ $rounded := $value }}{{ $rounded }}",
    "{{ $labels.__name__ }}",
    "{{ $labels }}",
  ])("accepts %s", (text) => {
    expect(checkTemplate(text, { labels }, index)).toEqual([]);
  });

  test.each([
    ["{{ $labels.node }}", "1:4", "$labels.node", /gives no label `node`.*It gives `cluster`, `queue`/, /keep `node`/],
    ["Of\n{{ $labels.clster }}", "2:4", "$labels.clster", /gives no label `clster`/, /did you mean `cluster`/],
    ["{{ .Labels.node }}", "1:4", ".Labels.node", /gives no label `node`/, /keep/],
    ['{{ index $labels "node" }}', "1:18", '"node"', /gives no label `node`/, /keep/],
    ["{{ $lables.queue }}", "1:4", "$lables.queue", /no variable `\$lables`/, /`\$labels`/],
    ["{{ .Label.queue }}", "1:4", ".Label.queue", /An alert has no `.Label`/, /\.Labels/],
    ["{{ $value | humanise }}", "1:13", "humanise", /no template function/, /`humanize`/],
    ["{{ $value", "1:1", "{{", /never closed/, /`}}`/],
    ["{{ if $value }}yes", "1:19", "", /never closed/, /end/],
    ["yes{{ end }}", "1:4", "{{ end }}", /closes nothing/, /remove/],
    ['{{ query "shop_quue" | first | value }}', "1:11", "shop_quue", /There is no metric/, /`shop_queue`/],
    ['{{ "rate(shop_queue[5m])" | query }}', "1:5", "rate(shop_queue[5m])", /is a gauge/, /deriv/],
    ['{{ query "up{job=\\"shopp\\"}" }}', "1:18", '\\"shopp\\"', /never "shopp"/, /"shop"/],
    ["{{ printf \"up{job='%s'}[5m\" $labels.queue | query }}", "1:24", "[", /never closed/, /`\]`/],
    ["{{ with printf \"upp{job='%s'}\" $labels.queue | query }}{{ end }}", "1:17", "upp", /no metric/, /`up`/],
  ])("refuses %j at %s", (text, position, found, message, hint) => {
    const problems = checkTemplate(text, { labels }, index);
    expect(problems).toMatchObject([
      { found, message: expect.stringMatching(message), hint: expect.stringMatching(hint) },
    ]);
    expect(problems.map(({ line, column }) => `${line}:${column}`)).toEqual([position]);
  });

  test.each([
    [
      "{{ $value | humanizePercentage }}",
      "rate(shop_requests_total[5m]) > 0.05",
      "`humanizePercentage` writes a percentage, and the value is per second.",
    ],
    [
      "{{ humanizePercentage .Value }}",
      "shop_queue > 5",
      "`humanizePercentage` writes a percentage, and the value is count.",
    ],
    [
      "{{ $value | humanizeDuration }}",
      "shop_memory_bytes > 5",
      "`humanizeDuration` writes a duration, and the value is bytes.",
    ],
  ])("refuses what writes a value as something that it is not: %s", (text, expr, message) => {
    expect(checkTemplate(text, checkPromQL(expr, index), index)).toMatchObject([{ message }]);
  });

  test.each([
    ["{{ $value | humanizePercentage }}", "sum(shop_memory_bytes) / sum(shop_memory_limit_bytes) > 0.9"],
    ["{{ $value | humanizePercentage }}", "sum(shop_queue) / sum(shop_size) > 0.9"],
    ["{{ $value | humanizeDuration }}", "time() - shop_build_info > 5"],
    ["{{ $value | humanize }}", "rate(shop_requests_total[5m]) > 0.05"],
  ])("takes %s of %s", (text, expr) => {
    expect(checkTemplate(text, checkPromQL(expr, index), index)).toEqual([]);
  });

  test("says nothing of labels where they are not known", () => {
    expect(checkTemplate("{{ $labels.anything }}", { labels: "unknown" }, index)).toEqual([]);
  });
});
