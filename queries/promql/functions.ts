/**
 * The functions and aggregations of Prometheus 3: what they take, what they give, and which series they are meant for
 * (https://prometheus.io/docs/prometheus/latest/querying/functions/, signatures as in the server's own table, v3.15).
 */

/** The type of an expression's value. */
export type ValueType = "scalar" | "vector" | "range" | "string";

/** What a function does with the meaning of its input: a counter, a gauge, buckets … */
type Yield =
  /** Still the same kind of value: a rounded counter is a counter. */
  | "same"
  /** The increase of a counter. */
  | "rate"
  /** A value of its own, to be read as it is. */
  | "gauge";

/** What is known of one function. */
export interface FunctionSpec {
  readonly args: readonly ValueType[];
  /** How many of `args`, from the end, may be left out. */
  readonly optional: number;
  /** `last`: the last argument may be repeated. A number: at most that many arguments. */
  readonly repeats?: "last" | number;
  readonly returns: "scalar" | "vector";
  readonly yields: Yield;
  /** The kind of series that a range function is right for; absent: any. */
  readonly meantFor?: "counter" | "gauge";
  /** Behind `--enable-feature=promql-experimental-functions`. */
  readonly stage?: "experimental";
  /** Works on native histograms alone and drops other series. */
  readonly needs?: "native histogram";
}

const vectorFunction = (yields: Yield, ...args: readonly ValueType[]): FunctionSpec => ({
  args: ["vector", ...args],
  optional: 0,
  returns: "vector",
  yields,
});

const rangeFunction = (yields: Yield, meantFor?: "counter" | "gauge"): FunctionSpec => ({
  args: ["range"],
  optional: 0,
  returns: "vector",
  yields,
  ...(meantFor === undefined ? {} : { meantFor }),
});

const scalarFunction: FunctionSpec = { args: [], optional: 0, returns: "scalar", yields: "gauge" };
const dateFunction: FunctionSpec = { ...vectorFunction("gauge"), optional: 1 };
const nativeFunction: FunctionSpec = { ...vectorFunction("gauge"), needs: "native histogram" };
const experimental = (spec: FunctionSpec): FunctionSpec => ({ ...spec, stage: "experimental" });

function each(names: string, spec: FunctionSpec): Record<string, FunctionSpec> {
  return Object.fromEntries(names.split(" ").map((name) => [name, spec]));
}

/** Every function by name. */
export const functions: ReadonlyMap<string, FunctionSpec> = new Map(
  Object.entries({
    // Counters: an increase that knows of resets.
    ...each("rate irate increase", rangeFunction("rate", "counter")),
    ...each("resets", rangeFunction("gauge", "counter")),
    // Gauges: a reset of a counter would count as a fall.
    ...each("deriv delta idelta", rangeFunction("gauge", "gauge")),
    ...each("avg_over_time sum_over_time min_over_time max_over_time", rangeFunction("same", "gauge")),
    ...each("stddev_over_time stdvar_over_time", rangeFunction("gauge", "gauge")),
    predict_linear: { ...rangeFunction("gauge", "gauge"), args: ["range", "scalar"] },
    quantile_over_time: { ...rangeFunction("gauge", "gauge"), args: ["scalar", "range"] },
    mad_over_time: experimental(rangeFunction("gauge", "gauge")),
    double_exponential_smoothing: experimental({
      ...rangeFunction("gauge", "gauge"),
      args: ["range", "scalar", "scalar"],
    }),
    // Either.
    ...each("first_over_time last_over_time", rangeFunction("same")),
    ...each("changes count_over_time present_over_time absent_over_time", rangeFunction("gauge")),
    ...each(
      "ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time",
      experimental(rangeFunction("gauge")),
    ),
    // One sample at a time.
    ...each("abs ceil floor sort sort_desc", vectorFunction("same")),
    ...each("clamp_max clamp_min", vectorFunction("same", "scalar")),
    clamp: vectorFunction("same", "scalar", "scalar"),
    round: { ...vectorFunction("same", "scalar"), optional: 1 },
    ...each("exp ln log2 log10 sgn sqrt deg rad", vectorFunction("gauge")),
    ...each("acos acosh asin asinh atan atanh cos cosh sin sinh tan tanh", vectorFunction("gauge")),
    ...each("absent timestamp", vectorFunction("gauge")),
    start_timestamp: experimental(vectorFunction("gauge")),
    ...each("day_of_month day_of_week day_of_year days_in_month hour minute month year", dateFunction),
    // Labels.
    label_replace: vectorFunction("same", "string", "string", "string", "string"),
    label_join: { ...vectorFunction("same", "string", "string", "string"), optional: 1, repeats: "last" },
    ...each(
      "sort_by_label sort_by_label_desc",
      experimental({ ...vectorFunction("same", "string"), optional: 1, repeats: "last" }),
    ),
    info: experimental({ ...vectorFunction("same", "vector"), optional: 1 }),
    // Histograms.
    histogram_quantile: { args: ["scalar", "vector"], optional: 0, returns: "vector", yields: "gauge" },
    histogram_fraction: { args: ["scalar", "scalar", "vector"], optional: 0, returns: "vector", yields: "gauge" },
    histogram_quantiles: experimental({
      ...vectorFunction("gauge", "string", "scalar", "scalar"),
      optional: 1,
      repeats: 12,
    }),
    ...each("histogram_avg histogram_count histogram_stddev histogram_stdvar histogram_sum", nativeFunction),
    // Between scalars and vectors, and time.
    scalar: { ...vectorFunction("gauge"), returns: "scalar" },
    vector: { args: ["scalar"], optional: 0, returns: "vector", yields: "gauge" },
    ...each("time pi", scalarFunction),
    ...each("start end range step", experimental(scalarFunction)),
  }),
);

/** Experimental as functions. The editors' grammar knows them in durations alone, where they are not. */
export const experimentalDurationFunctions: ReadonlySet<string> = new Set(["min_of", "max_of"]);

/** What is known of one aggregation. */
export interface AggregationSpec {
  /** The type of the argument before the vector, where there is one. */
  readonly parameter?: "scalar" | "string";
  /** `same`: an aggregated counter is a counter still. */
  readonly yields: "same" | "gauge";
  /** `picks`: gives some of its input series as they are; else makes one series a group. */
  readonly output: "groups" | "picks";
  readonly stage?: "experimental";
}

const groups = { yields: "same", output: "groups" } as const;
const picks = { yields: "same", output: "picks", parameter: "scalar" } as const;

/** Every aggregation by name (https://prometheus.io/docs/prometheus/latest/querying/operators/#aggregation-operators). */
export const aggregations: ReadonlyMap<string, AggregationSpec> = new Map(
  Object.entries({
    sum: groups,
    avg: groups,
    min: groups,
    max: groups,
    stddev: groups,
    stdvar: groups,
    quantile: { ...groups, parameter: "scalar" },
    count: { yields: "gauge", output: "groups" },
    group: { yields: "gauge", output: "groups" },
    count_values: { yields: "gauge", output: "groups", parameter: "string" },
    topk: picks,
    bottomk: picks,
    limitk: { ...picks, stage: "experimental" },
    limit_ratio: { ...picks, stage: "experimental" },
  } satisfies Record<string, AggregationSpec>),
);

/** Operators that compare, and filter unless `bool` is given. */
export const comparisonOperators: ReadonlySet<string> = new Set(["==", "!=", ">", "<", ">=", "<="]);

/** Operators on whole sets of series. */
export const setOperators: ReadonlySet<string> = new Set(["and", "or", "unless"]);
