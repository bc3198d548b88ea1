/** The pack as a process, started as the engine starts it: by the language host, for a stack of some environment. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import grpc from "@grpc/grpc-js";
import analyzerService, { type AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import languageService from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { policies } from "../../policy/all.ts";
import { ROOT } from "../../preview/root.ts";

const credentials = grpc.credentials.createInsecure();

/** A process takes a second or two to start, more where others run. */
const START_MS = 60_000;

/** The first line that a stream prints. */
async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error("it ended without a line");
}

describe.each(["local", "prod"])("the policy pack of a stack of %s", (environment) => {
  const bed = new AsyncDisposableStack();
  let pack: AnalyzerClient;
  afterAll(() => bed.disposeAsync());
  beforeAll(async () => {
    const host = spawn(process.execPath, [join(ROOT, "tools/language-host.ts"), "127.0.0.1:1"]);
    bed.defer(() => void host.kill());
    const client = new languageService.LanguageRuntimeClient(`127.0.0.1:${await firstLine(host.stdout)}`, credentials);
    bed.defer(() => client.close());

    const info = new language.ProgramInfo();
    info.setProgramDirectory(join(ROOT, "policy"));
    const request = new language.RunPluginRequest();
    request.setInfo(info);
    request.setKind("analyzer");
    request.setArgsList(["127.0.0.1:1"]);
    request.setEnvList(Object.entries(process.env).map(([name, value]) => `${name}=${value}`));
    const plugin = client.runPlugin(request);
    const ended = new Promise((resolve) => plugin.on("error", resolve));
    bed.defer(async () => {
      plugin.cancel();
      await ended;
    });
    const output = new PassThrough();
    plugin.on("data", (response: language.RunPluginResponse) => output.write(response.getStdout_asU8()));

    pack = new analyzerService.AnalyzerClient(`127.0.0.1:${await firstLine(output)}`, credentials);
    bed.defer(() => pack.close());
    const stack = new analyzer.AnalyzerStackConfigureRequest();
    stack.getConfigMap().set("aiobs:environment", environment);
    await new Promise<void>((resolve, reject) => {
      pack.configureStack(stack, (error) => (error === null ? resolve() : reject(error)));
    });
  }, START_MS);

  it("names every policy", async () => {
    const info = await new Promise<analyzer.AnalyzerInfo>((resolve, reject) => {
      pack.getAnalyzerInfo(new empty.Empty(), (error, response) =>
        error === null ? resolve(response) : reject(error),
      );
    });
    expect(info.getName()).toBe("aiobs");
    expect(info.getPoliciesList().map((policy) => policy.getName())).toEqual(policies.map(({ name }) => name));
  });

  it("knows what the stack is for", async () => {
    const request = new analyzer.AnalyzeRequest();
    request.setType("aws:ebs/volume:Volume");
    request.setUrn("urn:pulumi:test::aiobs::aws:ebs/volume:Volume::data");
    request.setName("data");
    const tags = { project: "aiobs", stack: "test", environment, owner: "ml" };
    request.setProperties(struct.Struct.fromJavaScript({ encrypted: true, tags }));
    request.setOptions(new analyzer.AnalyzerResourceOptions());
    const response = await new Promise<analyzer.AnalyzeResponse>((resolve, reject) => {
      pack.analyze(request, (error, answer) => (error === null ? resolve(answer) : reject(error)));
    });
    expect(response.getDiagnosticsList().map((one) => one.getPolicyname())).toEqual(
      environment === "prod" ? ["protected-data"] : [],
    );
  });
});
