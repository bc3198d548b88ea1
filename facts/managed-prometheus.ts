/** Amazon Managed Service for Prometheus: workspaces by the URL that samples are written to. */

/** A workspace. */
export interface Workspace {
  readonly region: string;
  /** Its id, e.g. `ws-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9`. */
  readonly id: string;
}

/**
 * The public endpoint, and that of a VPC endpoint by its own name
 * (https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-APIReference-RemoteWrite.html, AMP-and-interface-VPC.html).
 */
const REMOTE_WRITE =
  /^https:\/\/(?:vpce-[\w-]+\.)?aps-workspaces(?:-fips)?\.([a-z]{2}(?:-[a-z]+)+-\d)\.(?:vpce\.)?(?:amazonaws\.com(?:\.cn)?|api\.aws)\/workspaces\/(ws-[\w-]+)\/api\/v1\/remote_write$/;

/** The workspace that a URL writes to; undefined where it is another server's. */
export function workspaceOf(url: string): Workspace | undefined {
  const [, region, id] = REMOTE_WRITE.exec(url) ?? [];
  return region === undefined || id === undefined ? undefined : { region, id };
}
