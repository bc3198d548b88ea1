import * as z from "zod";
import * as kinds from "./receivers/all.ts";
import type { Integration } from "./receivers/receiver-kind.ts";

/** Where notifications go: any kinds at once, each once, or none, which drops them silently. */
export const receiverSchema = z.strictObject(
  Object.fromEntries(Object.entries(kinds).map(([kind, schema]) => [kind, schema.exactOptional()])),
);

/** Where notifications go: kind → how it notifies. */
export type Receiver = Readonly<Record<string, Integration>>;
