/** What functions and aggregations make of quantities (https://prometheus.io/docs/prometheus/latest/querying/functions/). */
import { anyNumber, clamped, type Interval, notNegative, point, share } from "./interval.ts";
import { combined, perSecond } from "./measure.ts";
import { type Quantity, quantity, unknownQuantity } from "./quantity.ts";

const same = (inner: Quantity): Quantity => inner;
const within =
  (range: Interval) =>
  (inner: Quantity): Quantity => ({ ...inner, range });
const always = (made: Quantity) => (): Quantity => made;

/** So much more in a second, which of a total is not less than nothing. */
const rising = ({ measure, range }: Quantity): Quantity => ({
  ...(measure === undefined || measure === "number" ? {} : { measure: perSecond(measure) }),
  range: range.from >= 0 ? notNegative : anyNumber,
});

/** A spread: of the same unit, without its nature, and never negative. */
const spread = ({ measure }: Quantity): Quantity => ({
  ...(measure === undefined ? {} : { measure: bare(measure) }),
  range: notNegative,
});

/** A sum of one and more. */
const total = ({ measure, range }: Quantity): Quantity => ({
  ...(measure === undefined ? {} : { measure: bare(measure) }),
  range: {
    from: range.from >= 0 ? range.from : Number.NEGATIVE_INFINITY,
    to: range.to <= 0 ? range.to : Number.POSITIVE_INFINITY,
  },
});

/** A measure without its nature: a sum of shares is no share. A number of things stays one. */
function bare(measure: NonNullable<Quantity["measure"]>): NonNullable<Quantity["measure"]> {
  if (measure === "number" || measure.nature === "count") return measure;
  const { nature: _, ...plain } = measure;
  return plain;
}

const number = quantity("count", notNegative);
const one = quantity("count", point(1));

function each(names: string, rule: (inner: Quantity) => Quantity): [string, (inner: Quantity) => Quantity][] {
  return names.split(" ").map((name) => [name, rule]);
}

/** By function: from what is known of its range or vector to what is known of its result. */
const functions: ReadonlyMap<string, (inner: Quantity) => Quantity> = new Map([
  ...each("rate irate", rising),
  ...each("deriv", (inner) => ({ ...rising(inner), range: anyNumber })),
  ...each("increase", within(notNegative)),
  ...each("delta idelta", ({ measure }) => ({
    ...(measure === undefined ? {} : { measure: bare(measure) }),
    range: anyNumber,
  })),
  ...each("predict_linear double_exponential_smoothing", within(anyNumber)),
  ...each("avg_over_time min_over_time max_over_time first_over_time last_over_time quantile_over_time", same),
  ...each("sum_over_time", total),
  ...each("stddev_over_time mad_over_time", spread),
  ...each("count_over_time changes resets", always(number)),
  ...each("present_over_time absent_over_time absent", always(one)),
  ...each("ceil floor round", ({ range, ...rest }) => ({
    ...rest,
    range: { from: Math.floor(range.from), to: Math.ceil(range.to) },
  })),
  ...each("sort sort_desc label_replace label_join sort_by_label sort_by_label_desc info scalar vector", same),
  ...each("timestamp", always(quantity("timestamp", notNegative))),
  ...each("histogram_fraction", always(quantity("ratio", share))),
  ...each("sgn", always(quantity("count", { from: -1, to: 1 }))),
]);

/** What is known of a call's result, from what is known of its arguments. */
export function called(name: string, args: readonly Quantity[]): Quantity {
  if (name === "time") return quantity("timestamp", notNegative);
  const [first = unknownQuantity, second = unknownQuantity, third = unknownQuantity] = args;
  switch (name) {
    case "abs": {
      const { from, to } = first.range;
      const least = from <= 0 && to >= 0 ? 0 : Math.min(Math.abs(from), Math.abs(to));
      return { ...first, range: { from: least, to: Math.max(Math.abs(from), Math.abs(to)) } };
    }
    case "clamp":
      return { ...first, range: clamped(first.range, { from: second.range.from, to: third.range.to }) };
    case "clamp_min":
      return { ...first, range: clamped(first.range, { ...anyNumber, from: second.range.from }) };
    case "clamp_max":
      return { ...first, range: clamped(first.range, { ...anyNumber, to: second.range.to }) };
    case "quantile_over_time":
      return second;
    case "round":
      // To a multiple of something other than 1 it may leave the bounds.
      return args.length === 1 ? (functions.get(name)?.(first) ?? first) : { ...first, range: anyNumber };
    default:
      return functions.get(name)?.(first) ?? unknownQuantity;
  }
}

/** What is known of an aggregation's result, from what is known of its vector. */
export function aggregated(operator: string, inner: Quantity): Quantity {
  switch (operator) {
    case "sum":
      return total(inner);
    case "avg":
    case "min":
    case "max":
    case "quantile":
    case "topk":
    case "bottomk":
    case "limitk":
    case "limit_ratio":
      return inner;
    case "stddev":
      return spread(inner);
    case "stdvar":
      return inner.measure === undefined || inner.measure === "number"
        ? { range: notNegative }
        : { measure: combined(inner.measure, inner.measure, 1), range: notNegative };
    case "count":
    case "count_values":
      return quantity("count", { from: 1, to: Number.POSITIVE_INFINITY });
    case "group":
      return one;
    default:
      return unknownQuantity;
  }
}
