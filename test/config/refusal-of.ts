import type * as z from "zod";

/** Why a setting refuses a value: the message and the suggested spelling. Fails where the setting takes it. */
export function refusalOf(setting: z.ZodType, value: unknown): { message: string; hint: unknown } {
  const [issue] = setting.safeParse(value).error?.issues ?? [];
  if (issue === undefined) throw new Error(`the setting takes ${JSON.stringify(value)}`);
  return { message: issue.message, hint: issue.code === "custom" ? issue.params?.hint : undefined };
}
