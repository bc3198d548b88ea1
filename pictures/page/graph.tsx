import { FieldType } from "@grafana/data";
import type { VizLegendOptions } from "@grafana/schema";
import { TimeSeries } from "@grafana/ui";
import type { BodyProps } from "./body-props.ts";
import { Empty } from "./middle.tsx";

/** Lines over time. */
export function Graph({ prepared: { panel, data, fieldConfig }, width, height, timeRange }: BodyProps) {
  const frames = data.filter(({ fields }) => fields.some(({ type }) => type === FieldType.number));
  if (frames.length === 0) return <Empty fieldConfig={fieldConfig} />;
  const { legend } = (panel.options ?? {}) as { readonly legend?: VizLegendOptions };
  return (
    <TimeSeries
      frames={frames}
      width={width}
      height={height}
      timeRange={timeRange}
      timeZone="utc"
      legend={
        legend ??
        ({ displayMode: "list", placement: "bottom", showLegend: true, calcs: [] } as unknown as VizLegendOptions)
      }
    />
  );
}
