import { useTheme2 } from "@grafana/ui";
import type { BodyProps } from "./body-props.ts";

const SERVICES = ["user", "open-webui", "litellm", "ollama"] as const;

/** A stand-in: services that call each other, made up. */
export function ServiceMap({ prepared: { panel }, width, height }: BodyProps) {
  const theme = useTheme2();
  const distance = width / SERVICES.length;
  const radius = Math.min(40, height / 4);
  return (
    <svg width={width} height={height} role="img">
      <title>{panel.title}</title>
      {SERVICES.map((service, place) => {
        const x = (place + 0.5) * distance;
        return (
          <g key={service} stroke={theme.colors.success.main} fill="none">
            {place > 0 && <path d={`M ${x - distance + radius} ${height / 2} H ${x - radius}`} strokeWidth={2} />}
            <circle cx={x} cy={height / 2} r={radius} strokeWidth={4} />
            <text x={x} y={height / 2 + radius + 18} textAnchor="middle" stroke="none" fill={theme.colors.text.primary}>
              {service}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
