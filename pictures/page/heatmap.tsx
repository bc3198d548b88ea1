import { FieldType, formattedValueToString, getValueFormat } from "@grafana/data";
import { useTheme2 } from "@grafana/ui";
import type { BodyProps } from "./body-props.ts";
import { Empty } from "./middle.tsx";

/** Width of the scale in pixels. */
const SCALE = 70;

interface Bucket {
  readonly bound: number;
  readonly values: readonly number[];
}

/** A stand-in: a cell for each bucket and time, the darker the more. */
export function Heatmap({ prepared: { panel, data, fieldConfig }, width, height }: BodyProps) {
  const theme = useTheme2();
  const buckets = bucketsOf(data);
  if (buckets.length === 0) return <Empty fieldConfig={fieldConfig} />;
  const { yAxis } = (panel.options ?? {}) as { readonly yAxis?: { readonly unit?: string } };
  const format = getValueFormat(yAxis?.unit);
  const highest = Math.max(...buckets.flatMap(({ values }) => values));
  const rowHeight = height / buckets.length;
  return (
    <svg width={width} height={height} role="img">
      <title>{panel.title}</title>
      {buckets.toReversed().map(({ bound, values }, row) => (
        <g key={bound} transform={`translate(0 ${row * rowHeight})`}>
          <text x={SCALE - 8} y={rowHeight / 2 + 4} fontSize={11} textAnchor="end" fill={theme.colors.text.primary}>
            {Number.isFinite(bound) ? formattedValueToString(format(bound)) : "+Inf"}
          </text>
          {values.map((value, column) =>
            value > 0 ? (
              <rect
                // The columns are times, which never change.
                key={`${bound}-${column.toString()}`}
                x={SCALE + (column * (width - SCALE)) / values.length}
                width={(width - SCALE) / values.length}
                height={rowHeight - 1}
                fill={`rgba(255, 120, 10, ${Math.sqrt(value / highest)})`}
              />
            ) : null,
          )}
        </g>
      ))}
    </svg>
  );
}

/** Buckets, rising, with what fell into each alone: Prometheus' are cumulative. */
function bucketsOf(data: BodyProps["prepared"]["data"]): readonly Bucket[] {
  const cumulative = data
    .flatMap(({ fields }) => fields.filter(({ type }) => type === FieldType.number))
    .map(({ labels, values }) => ({
      bound: Number((labels?.le ?? "").replace("Inf", "Infinity")),
      values: values.map((value: unknown) => (typeof value === "number" ? value : 0)),
    }))
    .sort((a, b) => a.bound - b.bound);
  const own = cumulative.map(({ bound, values }, index) => ({
    bound,
    values: values.map((value, at) => Math.max(0, value - (cumulative[index - 1]?.values[at] ?? 0))),
  }));
  const isFilled = ({ values }: Bucket) => values.some((value) => value > 1e-9);
  return own.slice(Math.max(0, own.findIndex(isFilled)), own.findLastIndex(isFilled) + 1);
}
