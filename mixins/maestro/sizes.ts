/** How large a Maestro installation may become. */
export interface MaestroSizes {
  /** Replicas of the API. */
  readonly replicas: number;
  /** Tenants, whether they work or not. */
  readonly tenants: number;
  /** Routes with a method of its own: `GET /models` and `POST /models` are two. */
  readonly endpoints: number;
}
