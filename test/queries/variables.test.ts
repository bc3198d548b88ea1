import { describe, expect, test } from "vitest";
import { promqlVariables } from "../../queries/promql/variable-rules.ts";
import { substituteVariables } from "../../queries/variables.ts";

const usesOf = (query: string) =>
  substituteVariables(query, promqlVariables).uses.map(({ name, place }) => `${name} ${place}`);

describe("substituteVariables", () => {
  test("leaves a query without variables as it is", () => {
    const query = 'rate(a{b=~"c$"}[5m])';
    expect(substituteVariables(query, promqlVariables)).toEqual({ text: query, uses: [] });
  });

  test.each([
    ['a{b=~"$b"}', 'a{b=~"v_"}', "b text"],
    [`a{b=~"\${b:regex}"}`, 'a{b=~"v_________"}', "b text"],
    ['a{b=~"[[b]]|x"}', 'a{b=~"v____|x"}', "b text"],
    ["rate(a[$interval])", "rate(a[000000001])", "interval number"],
    ["a[1h:$step]", "a[1h:00001]", "step number"],
    [`rate(a[\${n}m])`, "rate(a[0001m])", "n number"],
    ["a offset $ago", "a offset 0001", "ago number"],
    ["a > $limit", "a > 000001", "limit number"],
    ["topk($n, a)", "topk(01, a)", "n number"],
    ["sum($metric)", "sum(0000001)", "metric number"],
    ["$metric[5m]", "v______[5m]", "metric name"],
    ['$metric{a="b"}', 'v______{a="b"}', "metric name"],
    [`\${app}_requests_total`, "v______requests_total", "app name"],
    ["app_$kind", "app_v____", "kind name"],
    ["sum by ($label) (a)", "sum by (v_____) (a)", "label name"],
    ["a * on ($label) group_left ($copied) b", "a * on (v_____) group_left (v______) b", "label name,copied name"],
    ['a{$label="b"}', 'a{v_____="b"}', "label name"],
    ["a[$__rate_interval]", "a[0000000000000001]", "__rate_interval number"],
    [`a[\${__from:date:YYYY}s]`, "a[0000000000000000001s]", "__from number"],
  ])("%s becomes %s", (query, text, uses) => {
    expect(substituteVariables(query, promqlVariables).text).toBe(text);
    expect(usesOf(query).join()).toBe(uses);
  });

  test.each([
    'label_replace(a, "b", "$1", "c", "(.*)")',
    'a{b=~"c$|d$"}',
    "a # $comment",
    'a{b=~"[[:alpha:]]|[[a-z]]"}',
    'a{b="\\"$\\""}',
  ])("%s has no variable", (query) => {
    expect(substituteVariables(query, promqlVariables)).toEqual({ text: query, uses: [] });
  });
});
