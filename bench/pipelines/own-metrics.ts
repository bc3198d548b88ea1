/** What a server tells of itself at one moment: the sum of each metric's samples, by name. */
export async function ownMetrics(address: string): Promise<(name: string) => number> {
  const text = await (await fetch(`http://${address}/metrics`)).text();
  const sums = new Map<string, number>();
  for (const line of text.split("\n")) {
    const [, name, value] = /^(\w+)(?:\{.*\})? (\S+)/.exec(line) ?? [];
    if (name !== undefined) sums.set(name, (sums.get(name) ?? 0) + Number(value));
  }
  return (name) => sums.get(name) ?? 0;
}
