/** A dashboard as a page: its head, and the grid with its panels. */
import { dateTime, type TimeRange } from "@grafana/data";
import { Button, PanelChrome, useTheme2 } from "@grafana/ui";
import type { Drawing } from "../drawing.ts";
import { doubtsOf } from "./doubts.ts";
import { PanelBody } from "./panel-body.tsx";
import type { PreparedPanel } from "./prepare.ts";

/** Pixels of Grafana's grid: the page's edges, between two panels, and a unit of height. */
const EDGE = 16;
const GAP = 8;
const UNIT = 30;
const COLUMNS = 24;

interface Props {
  readonly drawing: Omit<Drawing, "panels">;
  readonly panels: readonly PreparedPanel[];
  readonly width: number;
}

/** The whole page. */
export function DashboardPage({ drawing, panels, width }: Props) {
  const timeRange: TimeRange = {
    from: dateTime(drawing.from),
    to: dateTime(drawing.to),
    raw: { from: "now-1h", to: "now" },
  };
  const bottom = Math.max(...panels.map(({ panel: { gridPos } }) => (gridPos?.y ?? 0) + (gridPos?.h ?? 0)));
  return (
    <div style={{ width, padding: EDGE, boxSizing: "border-box" }}>
      <Head drawing={drawing} />
      <div style={{ position: "relative", height: bottom * (UNIT + GAP) }}>
        {panels.map((prepared) => (
          <Placed key={prepared.panel.id} prepared={prepared} page={width - 2 * EDGE} timeRange={timeRange} />
        ))}
      </div>
    </div>
  );
}

function Head({ drawing: { title, variables, links } }: Pick<Props, "drawing">) {
  const theme = useTheme2();
  const box = {
    border: `1px solid ${theme.colors.border.medium}`,
    background: theme.components.input.background,
    padding: "2px 8px",
  };
  return (
    <div style={{ marginBottom: EDGE }}>
      <h1 style={{ ...theme.typography.h3, margin: "0 0 8px" }}>{title}</h1>
      <div style={{ display: "flex", flexWrap: "wrap", gap: 8, alignItems: "center" }}>
        {variables.map(({ label, text }) => (
          <span key={label} style={theme.typography.bodySmall}>
            <span style={{ ...box, background: theme.colors.background.secondary }}>{label}</span>
            <span style={box}>{text}</span>
          </span>
        ))}
        <span style={{ flexGrow: 1 }} />
        {(Array.isArray(links) ? links : []).map(({ title: text }: { readonly title: string }) => (
          <Button key={text} size="sm" variant="secondary">
            {text}
          </Button>
        ))}
      </div>
    </div>
  );
}

interface PlacedProps {
  readonly prepared: PreparedPanel;
  /** Pixels between the page's edges. */
  readonly page: number;
  readonly timeRange: TimeRange;
}

function Placed({ prepared, page, timeRange }: PlacedProps) {
  const theme = useTheme2();
  const { panel, error } = prepared;
  const { x, y, w, h } = { x: 0, y: 0, w: COLUMNS, h: 1, ...panel.gridPos };
  const column = (page - GAP * (COLUMNS - 1)) / COLUMNS;
  const width = Math.floor((w ?? 1) * column + ((w ?? 1) - 1) * GAP);
  const height = (h ?? 1) * UNIT + ((h ?? 1) - 1) * GAP;
  const place = {
    position: "absolute",
    left: (x ?? 0) * (column + GAP),
    top: (y ?? 0) * (UNIT + GAP),
    width,
    height,
  } as const;
  if (panel.type === "row") {
    return (
      <div data-row style={{ ...place, paddingTop: 6, fontWeight: 500 }}>
        ▾ {panel.title}
      </div>
    );
  }
  return (
    <div
      data-panel={panel.title}
      data-type={panel.type}
      data-error={error ?? ""}
      data-doubts={doubtsOf(prepared, theme).join("\n")}
      style={place}
    >
      <PanelChrome
        title={panel.title ?? ""}
        description={panel.description ?? ""}
        width={width}
        height={height}
        {...(error === undefined ? {} : { statusMessage: error })}
      >
        {(innerWidth, innerHeight) => (
          <PanelBody prepared={prepared} width={innerWidth} height={innerHeight} timeRange={timeRange} />
        )}
      </PanelChrome>
    </div>
  );
}
