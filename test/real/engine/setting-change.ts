/** One setting of the running stack `prod` that somebody changes. */
export interface SettingChange {
  /** The setting, as the reference names it. */
  readonly setting: string;
  /** Its new value; `undefined` takes it out. */
  readonly to: unknown;
  /** What has to change with it: the settings would not fit each other otherwise. */
  readonly with?: Readonly<Record<string, unknown>>;
  /** Secrets that are set for it. */
  readonly secrets?: readonly string[];
  /** `ordinary`: tried in every run of the tests, for it shows a kind of effect that no other does. */
  readonly run?: "ordinary";
}
