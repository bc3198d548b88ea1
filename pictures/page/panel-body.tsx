/** What stands in a panel: Grafana's own component for its type, or a stand-in that says so. */
import type { BodyProps } from "./body-props.ts";
import { DataTable } from "./data-table.tsx";
import { Graph } from "./graph.tsx";
import { Heatmap } from "./heatmap.tsx";
import { Middle } from "./middle.tsx";
import { ServiceMap } from "./service-map.tsx";
import { SingleValues } from "./single-values.tsx";

/** Height of the line that says what is a stand-in, in pixels. */
const NOTE = 18;

/** Types that Grafana has and npm does not, and what is drawn in their place. */
const standIns: Readonly<Record<string, string>> = {
  gauge: "Drawn as a number: Grafana's dial is not to be had outside it",
  heatmap: "Drawn plainly: Grafana's heatmap is not to be had outside it",
  nodeGraph: "Drawn plainly: Grafana's node graph is not to be had outside it",
};

/** The inside of a panel. */
export function PanelBody(props: BodyProps) {
  const { panel, madeUp } = props.prepared;
  const notes = [standIns[panel.type], madeUp].filter((note) => note !== undefined);
  const height = props.height - notes.length * NOTE;
  return (
    <>
      <div style={{ height, overflow: "hidden" }}>
        <Content {...props} height={height} />
      </div>
      {notes.map((note) => (
        <div
          key={note}
          data-note
          style={{
            height: NOTE,
            lineHeight: `${NOTE}px`,
            fontSize: 11,
            opacity: 0.7,
            whiteSpace: "nowrap",
            overflow: "hidden",
          }}
        >
          {note}
        </div>
      ))}
    </>
  );
}

function Content(props: BodyProps) {
  switch (props.prepared.panel.type) {
    case "timeseries":
      return <Graph {...props} />;
    case "stat":
    case "gauge":
      return <SingleValues {...props} />;
    case "table":
      return <DataTable {...props} />;
    case "heatmap":
      return <Heatmap {...props} />;
    case "nodeGraph":
      return <ServiceMap {...props} />;
    default:
      return <Middle text={`Nothing draws a panel of type ${props.prepared.panel.type}`} />;
  }
}
