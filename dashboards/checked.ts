import type { Mixin } from "../mixins/mixin.ts";
import { dashboards } from "./all.ts";
import { toJson } from "./to-json.ts";
export function checkedDashboards(_mixins: readonly Mixin[]) {
  return dashboards.map((dashboard) => ({
    folder: dashboard.folder,
    uid: dashboard.uid,
    json: toJson(dashboard.build()),
  }));
}
