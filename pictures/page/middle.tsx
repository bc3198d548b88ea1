import type { PreparedPanel } from "./prepare.ts";

/** A panel without data says so in the middle, in its own words if it has any. */
export function Empty({ fieldConfig }: Pick<PreparedPanel, "fieldConfig">) {
  return <Middle text={fieldConfig.defaults.noValue ?? "No data"} />;
}

/** A text in the middle of a panel. */
export function Middle({ text }: { readonly text: string }) {
  return <div style={{ display: "grid", placeItems: "center", height: "100%", opacity: 0.7 }}>{text}</div>;
}
