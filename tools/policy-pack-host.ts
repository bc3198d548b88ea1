/**
 * Runs a policy pack for the language host, as Pulumi's own does (`RunPlugin` in sdk/nodejs/cmd/pulumi-language-nodejs).
 *
 * A pack reads the stack's configuration from its environment, but the engine tells it only once it is connected. So the engine
 * is first given a stand-in to connect to; once that was told the configuration (`ConfigureStack`), the pack is started with
 * it, and every call goes on to the pack (service pulumirpc.Analyzer, proto/pulumi/analyzer.proto).
 */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import grpc from "@grpc/grpc-js";
import analyzerService from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";

/** The engine's side: what asked for the pack, and is told what it prints and how it ends. */
type Caller = grpc.ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>;

/** A plan of a thousand resources is one message. */
const UNLIMITED = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

const raw = (message: Buffer): Buffer => message;
const handshakePath = analyzerService.AnalyzerService.handshake.path;
const configurePath = analyzerService.AnalyzerService.configureStack.path;

/** Runs a pack until it ends, or the engine has no more use for it. */
export function runPolicyPack(caller: Caller): void {
  const standIn = new grpc.Server(UNLIMITED);
  const started = Promise.withResolvers<grpc.Client>();
  const answer = async (path: string, message: Buffer): Promise<Buffer> => {
    if (path === handshakePath) return Buffer.from(new analyzer.AnalyzerHandshakeResponse().serializeBinary());
    if (path === configurePath) {
      const configuration = analyzer.AnalyzerStackConfigureRequest.deserializeBinary(message);
      started.resolve(startPack(caller, configuration, () => standIn.forceShutdown()));
    }
    return forward(await started.promise, path, message);
  };
  const methods = Object.entries<{ readonly path: string }>(analyzerService.AnalyzerService);
  standIn.addService(
    Object.fromEntries(methods.map(([name, { path }]) => [name, rawMethod(path)])),
    Object.fromEntries(methods.map(([name, { path }]) => [name, unary((message) => answer(path, message))])),
  );
  caller.on("cancelled", () => standIn.forceShutdown());
  standIn.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error === null) print(caller, `${port}\n`);
    else caller.destroy(error);
  });
}

/** Starts the pack and connects to it. */
function startPack(
  caller: Caller,
  stack: analyzer.AnalyzerStackConfigureRequest,
  onEnd: () => void,
): Promise<grpc.Client> {
  const { request } = caller;
  const folder = request.getInfo()?.getProgramDirectory() ?? "";
  const runner = createRequire(join(folder, "package.json")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const pack = spawn(process.execPath, [runner, ...request.getArgsList(), folder], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...Object.fromEntries(request.getEnvList().map(splitVariable)),
      PULUMI_NODEJS_ORGANIZATION: stack.getOrganization(),
      PULUMI_NODEJS_PROJECT: stack.getProject(),
      PULUMI_NODEJS_STACK: stack.getStack(),
      PULUMI_NODEJS_DRY_RUN: String(stack.getDryRun()),
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(stack.getConfigMap().getEntryList())),
    },
  });
  const stop = (): void => void pack.kill();
  caller.on("cancelled", stop);
  // The engine may end the language host before it has no more use for the pack.
  process.on("exit", stop);
  const lines = createInterface({ input: pack.stdout });
  pack.stderr.on("data", (chunk: Buffer) => {
    const response = new language.RunPluginResponse();
    response.setStderr(chunk);
    caller.write(response);
  });
  return new Promise((resolve, reject) => {
    lines.once("line", (port) => {
      lines.on("line", (line) => print(caller, `${line}\n`));
      resolve(new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), UNLIMITED));
    });
    pack.on("error", reject);
    pack.on("exit", (code) => {
      process.off("exit", stop);
      reject(new Error(`the policy pack ended with exit code ${code}`));
      const response = new language.RunPluginResponse();
      response.setExitcode(code ?? 1);
      caller.write(response);
      caller.end();
      onEnd();
    });
  });
}

function forward(pack: grpc.Client, path: string, message: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    pack.makeUnaryRequest(path, raw, raw, message, (error, response) => {
      if (error !== null || response === undefined) reject(error);
      else resolve(response);
    });
  });
}

/** A method whose messages are passed on as they are. */
function rawMethod(path: string): grpc.MethodDefinition<Buffer, Buffer> {
  return {
    path,
    requestStream: false,
    responseStream: false,
    requestSerialize: raw,
    requestDeserialize: raw,
    responseSerialize: raw,
    responseDeserialize: raw,
  };
}

function unary(reply: (message: Buffer) => Promise<Buffer>): grpc.handleUnaryCall<Buffer, Buffer> {
  return ({ request }, callback) => {
    reply(request).then(
      (response) => callback(null, response),
      // An error of the pack's own keeps its code: the engine takes "unimplemented" for an older pack.
      (error: unknown) =>
        callback(isServiceError(error) ? error : { code: grpc.status.INTERNAL, message: String(error) }),
    );
  };
}

function isServiceError(error: unknown): error is grpc.ServiceError {
  return error instanceof Error && "code" in error && "metadata" in error;
}

function splitVariable(text: string): readonly [name: string, value: string] {
  const equals = text.indexOf("=");
  return [text.slice(0, equals), text.slice(equals + 1)];
}

function print(caller: Caller, text: string): void {
  const response = new language.RunPluginResponse();
  response.setStdout(Buffer.from(text));
  caller.write(response);
}
