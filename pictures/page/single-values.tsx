import type { DisplayValueAlignmentFactors } from "@grafana/data";
import {
  type FieldDisplay,
  getDisplayValueAlignmentFactors,
  getFieldDisplayValues,
  VizOrientation,
} from "@grafana/data";
import {
  BigValue,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  useTheme2,
  VizRepeater,
} from "@grafana/ui";
import type { BodyProps } from "./body-props.ts";

interface Options {
  readonly reduceOptions?: { readonly calcs: string[]; readonly fields?: string; readonly values?: boolean };
  readonly orientation?: VizOrientation;
  readonly textMode?: BigValueTextMode;
  readonly colorMode?: BigValueColorMode;
  readonly graphMode?: BigValueGraphMode;
  readonly justifyMode?: BigValueJustifyMode;
  readonly wideLayout?: boolean;
}

/** One big number for each series. */
export function SingleValues({ prepared: { panel, data, fieldConfig }, width, height }: BodyProps) {
  const theme = useTheme2();
  const options = (panel.options ?? {}) as Options;
  const graphMode = options.graphMode ?? BigValueGraphMode.None;
  const values = () =>
    getFieldDisplayValues({
      fieldConfig,
      reduceOptions: options.reduceOptions ?? { calcs: ["lastNotNull"] },
      replaceVariables: (text) => text,
      theme,
      data,
      sparkline: graphMode !== BigValueGraphMode.None,
      timeZone: "utc",
    });
  return (
    <VizRepeater<FieldDisplay, DisplayValueAlignmentFactors>
      getValues={values}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={({ value, width: w, height: h, alignmentFactors, count }) => (
        <BigValue
          value={value.display}
          count={count}
          {...(value.sparkline === undefined ? {} : { sparkline: value.sparkline })}
          colorMode={options.colorMode ?? BigValueColorMode.Value}
          graphMode={graphMode}
          justifyMode={options.justifyMode ?? BigValueJustifyMode.Auto}
          textMode={options.textMode ?? BigValueTextMode.Auto}
          alignmentFactors={alignmentFactors}
          disableWideLayout={options.wideLayout === false}
          width={w}
          height={h}
          theme={theme}
        />
      )}
      width={width}
      height={height}
      source={data}
      itemSpacing={3}
      renderCounter={0}
      autoGrid
      orientation={options.orientation ?? VizOrientation.Auto}
    />
  );
}
