import { proxySchema } from "./receivers/proxy.ts";

/** The stack's proxy: whoever calls something on the internet over HTTP goes through it. */
export const stackProxySchema = proxySchema.describe(
  "The HTTP proxy through which the servers here call the internet: stores that samples are written to, object storage, AWS' token service, an " +
    "existing Alertmanager, the central stack, receivers of notifications (unless `alertmanager.proxy` names another). Not through it go the cluster, " +
    "private addresses, whatever a setting names with `cidrs`, scrapes and mail. Left out: the internet is called directly.",
);
