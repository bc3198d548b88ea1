/** Where a server that is recorded listens and writes. */
export interface Place {
  /** Where it serves its metrics. */
  readonly port: number;
  /** Another one, for gRPC or peers. */
  readonly second: number;
  readonly folder: string;
}
