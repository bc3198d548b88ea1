/**
 * A provider that creates nothing: it stands in for `kubernetes`, `aws`, `grafana` and `random` under the real engine, so
 * that a stack can be deployed, changed and destroyed without a cluster or a cloud.
 *
 * What it answers is what the real ones would where it matters to the engine: a resource is what its inputs say, plus what
 * its cloud would add; a change is made in place or replaces (`force-new.ts`). Started by the engine as
 * `pulumi-resource-<package>`: prints the port of its gRPC server (pulumirpc.ResourceProvider, proto/pulumi/provider.proto),
 * and notes what it did in the file that `STUB_LOG` names. Written to the service itself, since `@pulumi/pulumi/provider`
 * can neither say which properties differ nor replace a provider.
 */
import { randomBytes } from "node:crypto";
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import grpc from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import providerService from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { type Cluster, openCluster } from "./cluster.ts";
import { computedOutputs, recomputedOutputs } from "./computed-outputs.ts";
import { forceNewConfig, forceNewProperties, keptProperties, type ProviderConfig } from "./force-new.ts";
import { type Change, changedProperties, touches } from "./property-diff.ts";
import type { ProviderCall } from "./provider-log.ts";

type Properties = ReturnType<struct.Struct["toJavaScript"]>;

const [packageName = "", version = ""] = process.argv.slice(2);
/** What the objects of this provider are kept in, where a test asks for that; without, they are what the engine says. */
const cluster: Cluster | undefined =
  packageName === "kubernetes" && process.env.STUB_CLUSTER !== undefined
    ? openCluster(process.env.STUB_CLUSTER, process.env)
    : undefined;
/** How long it takes until a resource that was created is answered for. */
const slowMs = Number(process.env.STUB_SLOW_MS ?? 0);
let config: ProviderConfig = { configMaps: "immutable", secrets: "immutable" };

function configure(request: provider.ConfigureRequest): provider.ConfigureResponse {
  const { enableConfigMapMutable, enableSecretMutable } = propertiesOf(request.getArgs());
  const mutability = (flag: unknown) => (String(flag) === "true" ? "mutable" : "immutable");
  config = { configMaps: mutability(enableConfigMapMutable), secrets: mutability(enableSecretMutable) };
  const response = new provider.ConfigureResponse();
  response.setAcceptsecrets(true);
  response.setSupportspreview(true);
  return response;
}

/** Takes every input as it is: a real provider would also fill in defaults and names. */
function check(request: provider.CheckRequest): provider.CheckResponse {
  const response = new provider.CheckResponse();
  response.setInputs(request.getNews());
  return response;
}

function diff(request: provider.DiffRequest): provider.DiffResponse {
  const kept = keptProperties(request.getType());
  const seen = [...changesOf(request)].filter(([path, change]) => change !== "delete" || !kept.includes(path));
  return answer(new Map(seen), forceNewProperties(request.getType(), config));
}

function diffConfig(request: provider.DiffRequest): provider.DiffResponse {
  return answer(changesOf(request), forceNewConfig[packageName] ?? []);
}

function changesOf(request: provider.DiffRequest): ReadonlyMap<string, Change> {
  const ignored = request.getIgnorechangesList();
  const changes = changedProperties(propertiesOf(request.getOldInputs()), propertiesOf(request.getNews()));
  return new Map([...changes].filter(([path]) => !ignored.some((ignore) => touches(path, ignore))));
}

function answer(changes: ReadonlyMap<string, Change>, forceNew: readonly string[]): provider.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = provider.PropertyDiff.Kind;
  const kinds = {
    inPlace: { add: ADD, delete: DELETE, update: UPDATE },
    replacing: { add: ADD_REPLACE, delete: DELETE_REPLACE, update: UPDATE_REPLACE },
  };
  const response = new provider.DiffResponse();
  response.setChanges(changes.size === 0 ? DIFF_NONE : DIFF_SOME);
  response.setHasdetaileddiff(true);
  for (const [path, change] of changes) {
    const replaces = forceNew.some((property) => touches(path, property));
    const detail = new provider.PropertyDiff();
    detail.setKind(kinds[replaces ? "replacing" : "inPlace"][change]);
    detail.setInputdiff(true);
    response.getDetaileddiffMap().set(path, detail);
    response.addDiffs(path);
    if (replaces) response.addReplaces(path);
  }
  // A Kubernetes object has the name that the program gave it: the new one cannot be there beside the old.
  const renamed = [...changes.keys()].some(
    (path) => touches(path, "metadata.name") || touches(path, "metadata.namespace"),
  );
  response.setDeletebeforereplace(packageName === "kubernetes" && response.getReplacesList().length > 0 && !renamed);
  return response;
}

async function create(request: provider.CreateRequest): Promise<provider.CreateResponse> {
  const [name, type] = [request.getName(), request.getType()];
  const response = new provider.CreateResponse();
  const inputs = propertiesOf(request.getProperties());
  const computed = request.getPreview()
    ? {}
    : computedOutputs({ type, name, random: () => randomBytes(20).toString("hex") });
  response.setProperties(struct.Struct.fromJavaScript({ ...computed, ...inputs }));
  if (!request.getPreview()) {
    cluster?.create(inputs);
    response.setId(request.getUrn());
    note({ did: "create", urn: request.getUrn() });
    await sleep(slowMs);
  }
  return response;
}

/** What was made once stays: only inputs change, and what the cloud makes of them. */
function update(request: provider.UpdateRequest): provider.UpdateResponse {
  const response = new provider.UpdateResponse();
  const oldInputs = propertiesOf(request.getOldInputs());
  const computed = Object.entries(propertiesOf(request.getOlds())).filter(([key]) => !(key in oldInputs));
  const run = request.getPreview() ? "preview" : "update";
  const outputs = recomputedOutputs(request.getType(), Object.fromEntries(computed), run);
  response.setProperties(struct.Struct.fromJavaScript({ ...outputs, ...propertiesOf(request.getNews()) }));
  if (run === "update") note({ did: "update", urn: request.getUrn() });
  return response;
}

function read(request: provider.ReadRequest): provider.ReadResponse {
  const response = new provider.ReadResponse();
  // An answer without an id says that there is no such object any more.
  if (cluster?.has(propertiesOf(request.getInputs())) === false) return response;
  response.setId(request.getId());
  response.setInputs(request.getInputs());
  response.setProperties(request.getProperties());
  return response;
}

function remove(request: provider.DeleteRequest): empty.Empty {
  cluster?.remove(propertiesOf(request.getProperties()));
  note({ did: "delete", urn: request.getUrn() });
  return new empty.Empty();
}

function note(call: ProviderCall): void {
  if (process.env.STUB_LOG !== undefined) appendFileSync(process.env.STUB_LOG, `${JSON.stringify(call)}\n`);
}

function pluginInfo(): plugin.PluginInfo {
  const response = new plugin.PluginInfo();
  response.setVersion(version);
  return response;
}

function propertiesOf(value: struct.Struct | undefined): Properties {
  return { ...value?.toJavaScript() };
}

/** A gRPC method that answers with what `reply` makes of the request. */
function method<Request, Response>(
  reply: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return ({ request }, callback) => {
    Promise.resolve(request)
      .then(reply)
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback({ code: grpc.status.INTERNAL, message: String(error) }),
      );
  };
}

/** The engine ends its providers. Should it be killed itself, they would stay: a process whose parent is gone ends. */
function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit();
  }, 1000).unref();
}

const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
// What is left out answers "unimplemented", which the engine takes for "as the inputs say".
server.addService(providerService.ResourceProviderService, {
  getPluginInfo: method(pluginInfo),
  attach: method(() => new empty.Empty()),
  diffConfig: method(diffConfig),
  configure: method(configure),
  check: method(check),
  diff: method(diff),
  create: method(create),
  update: method(update),
  read: method(read),
  delete: method(remove),
  cancel: method(() => new empty.Empty()),
});
endWithParent();
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${port}\n`);
});
