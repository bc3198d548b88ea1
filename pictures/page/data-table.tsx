import type { TableCellHeight } from "@grafana/schema";
import { TableNG } from "@grafana/ui/unstable";
import type { BodyProps } from "./body-props.ts";
import { Empty } from "./middle.tsx";

interface Options {
  readonly cellHeight?: TableCellHeight;
  readonly showHeader?: boolean;
  readonly sortBy?: { readonly displayName: string; readonly desc?: boolean }[];
  readonly frameIndex?: number;
}

/** Rows and columns. */
export function DataTable({ prepared: { panel, data, fieldConfig }, width, height, timeRange }: BodyProps) {
  const options = (panel.options ?? {}) as Options;
  const frame = data[options.frameIndex ?? 0];
  if (frame === undefined || frame.fields.length === 0 || frame.length === 0)
    return <Empty fieldConfig={fieldConfig} />;
  return (
    <TableNG
      data={frame}
      width={width}
      height={height}
      timeRange={timeRange}
      fieldConfig={fieldConfig}
      noHeader={options.showHeader === false}
      sortBy={options.sortBy ?? []}
      enableVirtualization={false}
      {...(options.cellHeight === undefined ? {} : { cellHeight: options.cellHeight })}
    />
  );
}
