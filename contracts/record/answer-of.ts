/** How a URL answers, redirects not followed: its status and the type of what it sends, e.g. `200 text/plain`. */
export async function answerOf(url: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const answer = await fetch(url, { headers, redirect: "manual" });
  await answer.arrayBuffer();
  const [type] = (answer.headers.get("content-type") ?? "").split(";");
  return `${answer.status} ${type}`.trim();
}
