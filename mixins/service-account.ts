/** Where the files of a pod's service account are (https://kubernetes.io/docs/concepts/security/service-accounts/). */
const ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

/** Its token, by which the Kubernetes API knows the pod. */
export const ACCOUNT_TOKEN = `${ACCOUNT}/token`;

/** The authority of the API server's certificate. */
export const ACCOUNT_AUTHORITY = `${ACCOUNT}/ca.crt`;
