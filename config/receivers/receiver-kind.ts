import type * as z from "zod";
import type { AnySecretRef } from "../types/kubernetes-secret.ts";
import type { WayOut } from "./way-out.ts";

/** A value in Alertmanager's configuration. A secret stands where the path of its file goes. */
export type ConfigValue = string | number | boolean | AnySecretRef | readonly ConfigValue[] | ConfigBlock;

/** A map in Alertmanager's configuration, under its own names. */
export interface ConfigBlock {
  readonly [key: string]: ConfigValue;
}

/** One way in which a receiver notifies. */
export interface Integration {
  /** Its entry in Alertmanager's list `<kind>_configs`, without what is the same for every kind (`send_resolved`, the proxy). */
  readonly block: ConfigBlock;
  /** Whom Alertmanager calls for it. */
  readonly calls: readonly WayOut[];
}

/** What a kind of receiver is: its settings, and what Alertmanager makes of them. */
interface ReceiverKind<Schema extends z.ZodType> {
  /** Its description says what such a receiver does. */
  readonly settings: Schema;
  readonly block: (settings: z.output<Schema>) => ConfigBlock;
  readonly calls: (settings: z.output<Schema>) => readonly WayOut[];
}

/** The schema of a kind of receiver: its settings in, an {@link Integration} out. */
export function receiverKind<Schema extends z.ZodType>({ settings, block, calls }: ReceiverKind<Schema>) {
  return settings.transform((own): Integration => ({ block: block(own), calls: calls(own) }));
}
