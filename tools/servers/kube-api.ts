import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { Agent, request } from "node:https";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { Manifest } from "./manifest.ts";
import { freePort, LOOPBACK } from "./ports.ts";
import { answers, startServer } from "./processes.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The binaries that make a Kubernetes API: no node, no controller, no scheduler. */
export interface KubeApiTools {
  readonly etcd: string;
  readonly "kube-apiserver": string;
}

/** What the API server said. */
export interface Answer {
  readonly status: number;
  /** The text of each `Warning` header (RFC 7234, section 5.5), without its code and agent. */
  readonly warnings: readonly string[];
  /** The object, or the `Status` that says what is wrong. */
  readonly body: z.infer<typeof Body>;
}

/** An object to create. Reviews, which are questions more than objects, have no name. */
export interface NewObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string | undefined };
  readonly spec: object;
}

/** A Kubernetes API that may be written to. */
export interface KubeApi {
  /**
   * Applies a manifest on the server, as `kubectl apply --server-side --validate=strict` does.
   * @param manifest YAML, sent as it is.
   * @param subresource `status`: what a controller or a kubelet would report of the object, in place of the object itself.
   */
  readonly apply: (manifest: string, subresource?: "status") => Promise<Answer>;
  /**
   * Creates an object.
   * @param dryRun `All`: everything is judged, nothing is stored.
   */
  readonly create: (object: NewObject, dryRun?: "All") => Promise<Answer>;
  /** Deletes an object, of which a manifest names kind and name. One with a finalizer stays, marked as deleted. */
  readonly remove: (manifest: string) => Promise<Answer>;
  /** What `/metrics` answers, in the text format. */
  readonly metrics: () => Promise<string>;
  /** The path of a kubeconfig file of the administrator. */
  readonly kubeconfig: string;
}

const Body = z.looseObject({
  message: z.string().optional(),
  metadata: z.looseObject({ resourceVersion: z.string().optional() }).optional(),
  status: z.unknown().optional(),
});

const ResourceList = z.looseObject({
  resources: z.array(z.looseObject({ name: z.string(), kind: z.string(), namespaced: z.boolean() })),
});

interface Call {
  readonly method: "DELETE" | "GET" | "PATCH" | "POST";
  readonly path: string;
  readonly type?: "application/apply-patch+yaml" | "application/json";
  readonly body?: string;
}

/** Who owns the fields that are applied; the name that the Kubernetes API asks for. */
const FIELD_MANAGER = "aiobs";
/** The administrator's token: of a server on the loopback address that lives for seconds. */
const TOKEN = "test-administrator";

/**
 * Starts etcd and kube-apiserver on the loopback address, empty, with RBAC and with the default admission plugins, Pod
 * Security among them. Both stop with the bed.
 */
export async function startKubeApi(tools: KubeApiTools, bed: AsyncDisposableStack): Promise<KubeApi> {
  const folder = temporaryFolder(bed);
  const etcd = await startEtcd(tools.etcd, folder, bed);

  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const [publicFile, privateFile, tokens] = [
    join(folder, "sa.pub"),
    join(folder, "sa.key"),
    join(folder, "tokens.csv"),
  ];
  await writeFile(publicFile, publicKey);
  await writeFile(privateFile, privateKey, { mode: 0o600 });
  await writeFile(tokens, `${TOKEN},administrator,1,"system:masters"\n`, { mode: 0o600 });

  const port = await freePort();
  const agent = new Agent({ keepAlive: true });
  bed.defer(() => agent.destroy());
  // The server signs its own certificate when it starts, and puts its authority into the same file.
  const authority = () => readFileSync(join(folder, "serving", "apiserver.crt"));
  const call = async (what: Call) => answerOf(what, await send({ port, agent, authority: authority() }, what));
  await startServer(
    {
      name: "kube-apiserver",
      command: tools["kube-apiserver"],
      args: [
        `--etcd-servers=${etcd}`,
        `--bind-address=${LOOPBACK}`,
        `--advertise-address=${LOOPBACK}`,
        `--secure-port=${port}`,
        `--cert-dir=${join(folder, "serving")}`,
        "--service-cluster-ip-range=10.96.0.0/16",
        "--service-account-issuer=https://kubernetes.default.svc",
        `--service-account-key-file=${publicFile}`,
        `--service-account-signing-key-file=${privateFile}`,
        `--token-auth-file=${tokens}`,
        "--authorization-mode=RBAC",
        // As in every cluster: what may be privileged is Pod Security's to say, namespace by namespace.
        "--allow-privileged=true",
      ],
      // Ready means that its own hooks have run, too: they make the roles and priority classes that every cluster has.
      ready: async () =>
        (await send({ port, agent, authority: authority() }, { method: "GET", path: "/readyz" })).status === 200,
    },
    bed,
  );

  const kubeconfig = join(folder, "kubeconfig.yaml");
  const cluster = {
    server: `https://${LOOPBACK}:${port}`,
    "certificate-authority": join(folder, "serving", "apiserver.crt"),
  };
  await writeFile(
    kubeconfig,
    stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "test", cluster }],
      users: [{ name: "test", user: { token: TOKEN } }],
      contexts: [{ name: "test", context: { cluster: "test", user: "test" } }],
      "current-context": "test",
    }),
    { mode: 0o600 },
  );

  const paths = resourcePaths(call);
  const pathOf = async (manifest: string) => {
    const { apiVersion, kind, metadata } = Manifest.parse(parse(manifest));
    return `${await paths(apiVersion, kind, metadata.namespace)}/${metadata.name}`;
  };
  return {
    kubeconfig,
    metrics: async () =>
      (await send({ port, agent, authority: authority() }, { method: "GET", path: "/metrics" })).text,
    remove: async (manifest) => call({ method: "DELETE", path: await pathOf(manifest) }),
    apply: async (manifest, subresource) => {
      const object = [await pathOf(manifest), ...(subresource === undefined ? [] : [subresource])].join("/");
      return call({
        method: "PATCH",
        path: `${object}?fieldManager=${FIELD_MANAGER}&force=false&fieldValidation=Strict`,
        type: "application/apply-patch+yaml",
        body: manifest,
      });
    },
    create: async (object, dryRun) => {
      const collection = await paths(object.apiVersion, object.kind, object.metadata.namespace);
      const query = `fieldValidation=Strict${dryRun === undefined ? "" : `&dryRun=${dryRun}`}`;
      return call({
        method: "POST",
        path: `${collection}?${query}`,
        type: "application/json",
        body: JSON.stringify(object),
      });
    },
  };
}

/** Starts an etcd; the result is the URL that its clients use. */
async function startEtcd(command: string, folder: string, bed: AsyncDisposableStack): Promise<string> {
  const url = async () => `http://${LOOPBACK}:${await freePort()}`;
  const [clients, peers] = [await url(), await url()];
  await startServer(
    {
      name: "etcd",
      command,
      args: [
        `--data-dir=${join(folder, "etcd")}`,
        `--listen-client-urls=${clients}`,
        `--advertise-client-urls=${clients}`,
        `--listen-peer-urls=${peers}`,
        `--initial-advertise-peer-urls=${peers}`,
        `--initial-cluster=default=${peers}`,
        // What it holds is gone in seconds: it need not reach the disk.
        "--unsafe-no-fsync",
      ],
      ready: () => answers(`${clients}/readyz`),
    },
    bed,
  );
  return clients;
}

/** Where the objects of a kind are, by the API's own discovery. */
function resourcePaths(call: (what: Call) => Promise<Answer>) {
  const lists = new Map<string, Promise<z.infer<typeof ResourceList>>>();
  const root = (apiVersion: string) => (apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`);
  const discover = async (apiVersion: string) => {
    const { status, body } = await call({ method: "GET", path: root(apiVersion) });
    if (status !== 200) throw new Error(`the API server does not serve apiVersion ${apiVersion}: ${body.message}`);
    return ResourceList.parse(body);
  };
  return async (apiVersion: string, kind: string, namespace: string | undefined): Promise<string> => {
    const list = lists.get(apiVersion) ?? discover(apiVersion);
    lists.set(apiVersion, list);
    // A name with a slash is a part of a resource: `deployments/scale` has a kind of its own.
    const found = (await list).resources.find(({ name, kind: of }) => of === kind && !name.includes("/"));
    if (found === undefined) throw new Error(`the API server serves no ${kind} in apiVersion ${apiVersion}`);
    if (found.namespaced !== (namespace !== undefined)) {
      throw new Error(
        `${kind} ${found.namespaced ? "needs a namespace and has none" : `is cluster-wide; it names ${namespace}`}`,
      );
    }
    return `${root(apiVersion)}${namespace === undefined ? "" : `/namespaces/${namespace}`}/${found.name}`;
  };
}

interface Endpoint {
  readonly port: number;
  readonly agent: Agent;
  /** PEM. */
  readonly authority: Buffer;
}

interface Response {
  readonly status: number;
  readonly warnings: readonly string[];
  readonly text: string;
}

/** `fetch` takes no authority of one's own. */
function send({ port, agent, authority }: Endpoint, { method, path, type, body }: Call): Promise<Response> {
  const headers = {
    authorization: `Bearer ${TOKEN}`,
    accept: "application/json",
    ...(type === undefined ? {} : { "content-type": type }),
  };
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: LOOPBACK, port, path, method, headers, agent, ca: authority }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const warnings = response.headersDistinct.warning ?? [];
        resolve({ status: response.statusCode ?? 0, warnings, text: Buffer.concat(chunks).toString("utf8") });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function answerOf({ method, path }: Call, { status, warnings, text }: Response): Answer {
  try {
    return { status, warnings: warnings.map(warningText), body: Body.parse(JSON.parse(text)) };
  } catch (error) {
    throw new Error(`${method} ${path}: ${status}, and no object: ${text.slice(0, 200)}`, { cause: error });
  }
}

/** `299 - "a \"quoted\" text"` → `a "quoted" text`. */
function warningText(header: string): string {
  const quoted = /^\d{3} \S+ "(.*)"$/s.exec(header)?.[1];
  return quoted === undefined ? header : quoted.replaceAll(/\\(.)/g, "$1");
}
