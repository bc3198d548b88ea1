/** An ingestor, as routers know it. */
interface Ingestor {
  readonly address: string;
  /** Its availability zone; absent where zones are unknown. */
  readonly zone?: string;
}

/**
 * The file that tells routers which ingestor gets which series (https://thanos.io/tip/components/receive.md). It is static:
 * one that followed readiness would move series, and double them, at each restart. With zones, Ketama puts the copies of a
 * series into different ones.
 */
export function renderHashring(ingestors: readonly Ingestor[]): string {
  const endpoints = ingestors.map(({ address, zone }) => ({ address, ...(zone === undefined ? {} : { az: zone }) }));
  return `${JSON.stringify([{ hashring: "default", endpoints }], null, 2)}\n`;
}
