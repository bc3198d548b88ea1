import type { SyntaxNode } from "@lezer/common";
import type { LogStream } from "../log-catalogue.ts";
import { nearest } from "../nearest.ts";
import { type Lines, linesOf, nodesNamed, type Scene } from "./lines.ts";
import { checkValue, type Matcher, readMatcher } from "./matcher.ts";

/** Checks a selector `{…}`; gives the lines of the streams that it can mean. */
export function checkSelector(node: SyntaxNode, scene: Scene): Lines {
  const { reports, index } = scene;
  const matchers = nodesNamed(node, "Matcher").flatMap((each) => readMatcher(scene, each) ?? []);
  // Loki will not read every stream there is.
  if (!matchers.some(({ source, test }) => source === "unknown" || !test(""))) {
    reports.report(
      { from: node.from, to: node.to },
      "Loki refuses a selector that every stream could pass: one matcher must not match the empty value.",
      matchers.length === 0
        ? 'e.g. `{namespace="butterfly"}`'
        : '`=~".+"` in place of `=~".*"`, or name what is wanted',
    );
  }
  if (index.streams.length === 0) return linesOf([]);
  const named = matchers.filter(({ name }) => name !== "");
  const judged = named.filter((matcher) => isLabel(matcher, scene));
  if (judged.length < named.length) return linesOf([]);
  const left = judged.reduce<readonly LogStream[]>(
    (streams, matcher) => streams.filter((stream) => passes(stream, matcher)),
    index.streams,
  );
  if (left.length > 0) return linesOf(left);
  const alone = judged.filter((matcher) => !index.streams.some((stream) => passes(stream, matcher)));
  for (const matcher of alone) {
    checkValue(matcher, { type: "text", values: valuesOf(matcher.name, index.streams) }, scene);
  }
  if (alone.length === 0) {
    const labels = judged.map(({ name }) => `\`${name}\``).join(", ");
    reports.doubt(
      { from: node.from, to: node.to },
      `No stream that is known has these ${labels} together, so this matches nothing.`,
    );
  }
  return linesOf([]);
}

/** Whether a selector can name it; what is known otherwise is told. */
function isLabel({ name, nameSpan }: Matcher, { index, reports }: Scene): boolean {
  if (index.labels.has(name)) return true;
  const beside = index.streams.find(({ metadata }) => name in metadata);
  const within = index.streams.find(({ fields }) => name in fields);
  const near = nearest(name, index.labels);
  if (beside !== undefined) {
    reports.doubt(
      nameSpan,
      `\`${name}\` is structured metadata and not a label of streams, so this matches nothing.`,
      `filter behind the selector: \`{…} | ${name}="…"\``,
    );
  } else if (within !== undefined && near === undefined) {
    reports.doubt(
      nameSpan,
      `\`${name}\` is a field in the lines and not a label of streams, so this matches nothing.`,
      `parse the lines and filter them: \`{…} | ${within.format} | ${name}="…"\``,
    );
  } else {
    const labels = [...index.labels].sort().join(", ");
    reports.doubt(
      nameSpan,
      `No stream that is known has the label \`${name}\`.`,
      near === undefined ? `there are ${labels}` : `did you mean \`${near}\`?`,
    );
  }
  return false;
}

/** Whether a stream can have a label that passes. */
function passes({ labels }: LogStream, { name, test }: Matcher): boolean {
  const label = labels[name];
  if (label === undefined) return test("");
  if (label.presence === "sometimes" && test("")) return true;
  return label.values === undefined || label.values.some(test);
}

function valuesOf(name: string, streams: readonly LogStream[]): readonly string[] {
  return [...new Set(streams.flatMap(({ labels }) => labels[name]?.values ?? []))].sort();
}
