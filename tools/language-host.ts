/**
 * A Node language host for the pinned Pulumi engine, for tests: the program that the engine starts as
 * `pulumi-language-nodejs` to run a project whose runtime is `nodejs`. Pulumi's own cannot be built from Go modules.
 *
 * Like it, this one starts `@pulumi/pulumi/cmd/run` of the project's own `node_modules` with the project's settings, so that
 * the SDK loads and runs the program as it does anywhere else; and policy packs likewise (policy-pack-host.ts). It does that
 * and nothing more: no `pulumi install`, `new`, `convert` or `about`, no ts-node (projects set `typescript: false`), and it
 * names no plugin beforehand: the engine looks a provider up when the program first registers a resource of it.
 *
 * Put `tools/bin` on `PATH`. The contract: the engine passes its address as the last argument, reads the port of a gRPC
 * server (service pulumirpc.LanguageRuntime, proto/pulumi/language.proto) from the first line of standard output, and shows
 * what the program writes to standard output and standard error from then on.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import grpc from "@grpc/grpc-js";
import languageService from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { runPolicyPack } from "./policy-pack-host.ts";

/** The exit code of `cmd/run` when it has shown the error already (nodeJSProcessExitedAfterLoggingUserActionableMessage). */
const ERROR_SHOWN = 32;

const engineAddress = process.argv.at(-1) ?? "";
const programs = new Set<ChildProcess>();

/** Runs the program until it ends; the response's `bail` and `error` say how. */
function run(request: language.RunRequest): Promise<language.RunResponse> {
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() || request.getPwd();
  const runner = createRequire(join(folder, "package.json")).resolve("@pulumi/pulumi/cmd/run");
  const flags: Record<string, string> = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info?.getRootDirectory() ?? "",
    stack: request.getStack(),
    pwd: request.getPwd(),
    parallel: String(request.getParallel()),
  };
  const args = Object.entries(flags).flatMap(([name, value]) => (value === "" ? [] : [`--${name}`, value]));
  if (request.getDryrun()) args.push("--dry-run");
  const config = Object.fromEntries(request.getConfigMap().getEntryList());
  const nodeArgs = String(info?.getOptions()?.toJavaScript().nodeargs ?? "")
    .split(" ")
    .filter((arg) => arg !== "");
  const program = spawn(process.execPath, [...nodeArgs, runner, ...args, join(folder, info?.getEntryPoint() || ".")], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(config),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      PULUMI_NODEJS_TYPESCRIPT: "false",
    },
  });
  programs.add(program);
  return new Promise((resolve) => {
    const finish = (response: language.RunResponse): void => {
      programs.delete(program);
      resolve(response);
    };
    program.on("error", (error) => finish(failed(`the program could not be started: ${error.message}`)));
    program.on("exit", (code, signal) => {
      if (code === 0) return finish(new language.RunResponse());
      if (code === ERROR_SHOWN) return finish(bailed());
      finish(failed(`the program ended with ${signal === null ? `exit code ${code}` : `signal ${signal}`}`));
    });
  });
}

function bailed(): language.RunResponse {
  const response = new language.RunResponse();
  response.setBail(true);
  return response;
}

function failed(message: string): language.RunResponse {
  const response = new language.RunResponse();
  response.setError(message);
  return response;
}

function pluginInfo(): plugin.PluginInfo {
  const response = new plugin.PluginInfo();
  response.setVersion("3.0.0");
  return response;
}

function stopPrograms(): void {
  for (const program of programs) program.kill();
}

/** A gRPC method that answers with what `answer` makes of the request. */
function method<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve(call.request)
      .then(answer)
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback({ code: grpc.status.INTERNAL, message: String(error) }),
      );
  };
}

const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(languageService.LanguageRuntimeService, {
  handshake: method(() => new language.LanguageHandshakeResponse()),
  getPluginInfo: method(pluginInfo),
  getRequiredPackages: method(() => new language.GetRequiredPackagesResponse()),
  getRequiredPlugins: method(() => new language.GetRequiredPluginsResponse()),
  run: method(run),
  runPlugin: runPolicyPack,
  cancel: method(() => {
    stopPrograms();
    return new empty.Empty();
  }),
});
const stop = (): void => {
  stopPrograms();
  process.exit();
};
process.on("SIGTERM", stop);
// The engine ends its language host. Should it be killed itself, host and program would stay: whose parent is gone, ends.
const engine = process.ppid;
setInterval(() => {
  if (process.ppid !== engine) stop();
}, 1000).unref();
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${port}\n`);
});
