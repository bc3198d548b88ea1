/** Reads the stages of a query. */
import type { SyntaxNode } from "@lezer/common";
import { childrenOf } from "../syntax-tree.ts";
import type {
  Aggregate,
  Field,
  Filter,
  Literal,
  Metrics,
  Operation,
  Pipeline,
  ScalarFilter,
  Spans,
  Stage,
} from "./ast.ts";
import { type Reading, readField, readOperand } from "./read-field.ts";

/** Reads a whole query, and reports stages in an order that Tempo refuses. */
export function readPipeline(reading: Reading, node: SyntaxNode): Pipeline {
  const stages = stagesOf(reading, node);
  checkOrder(reading, stages);
  return { kind: "pipeline", stages, ...spanOf(node) };
}

function spanOf({ from, to }: SyntaxNode): { readonly from: number; readonly to: number } {
  return { from, to };
}

function stagesOf(reading: Reading, node: SyntaxNode): readonly Stage[] {
  const [left, right] = childrenOf(node).filter(({ name }) => name === "SpansetPipelineExpression");
  if (left === undefined || right === undefined) {
    const inner = left ?? (node.name === "SpansetPipelineExpression" ? childrenOf(node)[0] : undefined);
    if (inner === undefined) return [readStage(reading, node)];
    // Brackets make one stage of what is in them.
    return inner.from > node.from ? [bracket(readPipeline(reading, inner))] : stagesOf(reading, inner);
  }
  // The grammar has no node for `~`.
  const operator = reading.tokens.findLast(({ to }) => to <= right.from)?.text ?? "";
  if (operator === "|") return [...stagesOf(reading, left), ...stagesOf(reading, right)];
  const side = (part: SyntaxNode): Spans => {
    const [only, more] = stagesOf(reading, part);
    if (only !== undefined && more === undefined && isSpans(only)) return only;
    reading.report(
      spanOf(part),
      "Only spans `{…}` and pipelines in brackets stand beside an operator.",
      "put it in brackets",
    );
    return { kind: "filter", ...spanOf(part) };
  };
  return [
    {
      kind: "structure",
      operator,
      left: side(left),
      right: side(right),
      ...spanOf(node),
    },
  ];
}

function isSpans(stage: Stage): stage is Spans {
  return stage.kind === "filter" || stage.kind === "structure" || stage.kind === "pipeline";
}

/** `({…})` is `{…}`. */
function bracket(pipeline: Pipeline): Spans {
  const [only, more] = pipeline.stages;
  return only !== undefined && more === undefined && isSpans(only) ? only : pipeline;
}

function readStage(reading: Reading, node: SyntaxNode): Stage {
  const children = childrenOf(node);
  const [first] = children;
  switch (node.name) {
    case "SpansetFilter":
      return readFilter(reading, node);
    case "ScalarFilter":
      return readScalarFilter(reading, node);
    case "GroupOperation":
    case "SelectOperation":
    case "CoalesceOperation": {
      const kind = operations[node.name];
      const of = kind === "select" ? attributesIn(reading, node, kind) : fieldsIn(reading, node);
      return { kind, of, ...spanOf(node) };
    }
    case "MetricsOperation":
      return readMetrics(reading, first ?? node);
    case "MetricsAggregatorFunctions": {
      const [name, count] = children;
      return {
        kind: "second stage",
        name: writtenAt(reading, name),
        count: literalAt(reading, count),
        ...spanOf(node),
      };
    }
    case "WrappedSpansetPipeline":
      return first === undefined ? readStage(reading, node) : bracket(readPipeline(reading, first));
    default:
      if (first === undefined) throw new Error(`The TraceQL grammar gave an empty ${node.name}.`);
      return readStage(reading, first);
  }
}

const operations = {
  GroupOperation: "by",
  SelectOperation: "select",
  CoalesceOperation: "coalesce",
} as const satisfies Readonly<Record<string, Operation["kind"]>>;

function readFilter(reading: Reading, node: SyntaxNode): Filter {
  const [condition] = childrenOf(node);
  return {
    kind: "filter",
    ...(condition === undefined ? {} : { condition: readField(reading, condition) }),
    ...spanOf(node),
  };
}

/** Tempo 2.10 compares one aggregate with one value; all else in this place it parses and then refuses. */
function readScalarFilter(reading: Reading, node: SyntaxNode): ScalarFilter {
  const [left, operator, right] = childrenOf(node);
  const aggregate = left === undefined ? undefined : only(left, "Aggregate");
  const literal = right === undefined ? undefined : literalAt(reading, only(right, "Integer", "Float", "Duration"));
  if (aggregate === undefined || literal === undefined) {
    reading.report(
      spanOf(node),
      "Tempo compares one aggregate with one value, in this order.",
      "e.g. `avg(duration) > 5s`",
    );
  }
  return {
    kind: "scalar filter",
    ...(aggregate === undefined ? {} : { aggregate: readAggregate(reading, aggregate) }),
    operator: writtenAt(reading, operator),
    ...(literal === undefined ? {} : { literal }),
    ...spanOf(node),
  };
}

/** The one node in an expression that has nothing else in it, if it is one of these. */
function only(node: SyntaxNode, ...names: readonly string[]): SyntaxNode | undefined {
  const [first, second] = childrenOf(node);
  if (first === undefined || second !== undefined) return undefined;
  return names.includes(first.name) ? first : only(first, ...names);
}

function readAggregate(reading: Reading, node: SyntaxNode): Aggregate {
  const [name, of] = childrenOf(node);
  return {
    kind: "aggregate",
    name: name === undefined ? "count" : writtenAt(reading, name),
    ...(of === undefined ? {} : { of: readField(reading, of) }),
    ...spanOf(node),
  };
}

function readMetrics(reading: Reading, node: SyntaxNode): Metrics {
  const [type, ...rest] = childrenOf(node);
  const quantile = node.name === "MetricsOperationQuantile";
  const parts = quantile && type !== undefined ? [...childrenOf(type), ...rest] : rest.concat(type ?? []);
  const find = (name: string) => parts.find((part) => part.name === name);
  const of = find("MetricsExpression");
  const by = find("GroupOperation");
  const selection = find("SpansetFilter");
  const numbers = parts.filter(({ name }) => /^(?:MetricsOperationQuantileArgsType|Integer)$/.test(name));
  return {
    kind: "metrics",
    name: /^\w+/.exec(reading.query.slice(node.from))?.[0] ?? "",
    ...(of === undefined ? {} : { of: readField(reading, of) }),
    numbers: numbers.flatMap((number) => literalAt(reading, number) ?? []),
    by: by === undefined ? [] : attributesIn(reading, by, "by"),
    ...(selection === undefined ? {} : { selection: readFilter(reading, selection) }),
    ...spanOf(node),
  };
}

/** The expressions of a list, however the grammar nests it. */
function fieldsIn(reading: Reading, node: SyntaxNode): readonly Field[] {
  return childrenOf(node).flatMap((child) =>
    child.name === "SelectArgs" ? fieldsIn(reading, child) : [readField(reading, child)],
  );
}

/** The attributes of a list that takes nothing else. */
function attributesIn(reading: Reading, node: SyntaxNode, what: string): readonly Field[] {
  const fields = fieldsIn(reading, node);
  for (const field of fields.filter(({ kind }) => kind !== "attribute" && kind !== "intrinsic")) {
    reading.report(field, `\`${what}\` takes attributes and intrinsics alone.`, "e.g. `span.http.request.method`");
  }
  return fields;
}

function writtenAt({ query }: Reading, node: SyntaxNode | undefined): string {
  return node === undefined ? "" : query.slice(node.from, node.to);
}

/** The number or duration that a node is, with its sign. */
function literalAt(reading: Reading, node: SyntaxNode | undefined): Literal | undefined {
  if (node === undefined) return undefined;
  const index = reading.tokens.findIndex(({ to }) => to === node.to);
  const token = reading.tokens[index];
  const field = token === undefined ? undefined : readOperand(reading, token);
  if (field?.kind !== "literal") return undefined;
  const before = reading.tokens[index - 1];
  return before?.text === "-" ? { ...field, value: `-${field.value}`, from: before.from } : field;
}

/** Reports stages where Tempo takes none. */
function checkOrder({ report }: Reading, stages: readonly Stage[]): void {
  for (const [index, stage] of stages.entries()) {
    const before = stages[index - 1];
    if (stage.kind === "coalesce" && before === undefined) {
      report(stage, "`coalesce()` cannot begin a query.", "put the spans before it: `{…} | coalesce()`");
    }
    if (stage.kind === "metrics" && before === undefined) {
      report(stage, `\`${stage.name}\` has no spans to work on.`, `write \`{…} | ${stage.name}(…)\``);
    }
    if (stage.kind === "second stage" && before?.kind !== "metrics") {
      report(
        stage,
        `\`${stage.name}\` chooses among series, and there are none.`,
        `e.g. \`{…} | rate() by (…) | ${stage.name}(5)\``,
      );
    }
    if ((before?.kind === "metrics" && stage.kind !== "second stage") || before?.kind === "second stage") {
      report(stage, `Nothing can follow \`${before.name}\` here.`, "filter the spans before it");
    }
  }
}
