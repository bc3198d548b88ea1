import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import grpc from "@grpc/grpc-js";
import languageService, { type LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { describe, expect, onTestFinished, test } from "vitest";
import { MODULES_FOLDER } from "../../tools/recipe.ts";
import { fakeHome } from "./fake-programs.ts";

/** Starts the language host as the engine does, and connects to it. */
async function startedHost(): Promise<LanguageRuntimeClient> {
  const host = spawn(process.execPath, [join(MODULES_FOLDER, "language-host.ts"), "127.0.0.1:7777"]);
  onTestFinished(() => {
    host.kill();
  });
  const { value: port } = await createInterface(host.stdout)[Symbol.asyncIterator]().next();
  const client = new languageService.LanguageRuntimeClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  onTestFinished(() => client.close());
  return client;
}

/** A project whose SDK is a stand-in that writes down how it was started and then does what `body` says. */
function project(body: string): string {
  const { folder } = fakeHome();
  const runner = join(folder, "node_modules/@pulumi/pulumi/cmd/run");
  mkdirSync(runner, { recursive: true });
  writeFileSync(
    join(runner, "index.js"),
    `const { PULUMI_CONFIG, PULUMI_CONFIG_SECRET_KEYS } = process.env;
     const { argv, execArgv } = process;
     const call = { execArgv, args: argv.slice(2), cwd: process.cwd(), PULUMI_CONFIG, PULUMI_CONFIG_SECRET_KEYS };
     require("node:fs").writeFileSync("call.json", JSON.stringify(call));
     ${body}`,
  );
  return folder;
}

async function runProgram(folder: string): Promise<language.RunResponse.AsObject> {
  const client = await startedHost();
  const info = new language.ProgramInfo();
  info.setRootDirectory(folder);
  info.setProgramDirectory(folder);
  info.setEntryPoint("index.ts");
  info.setOptions(struct.Struct.fromJavaScript({ typescript: false, nodeargs: "--no-deprecation --trace-warnings" }));
  const request = new language.RunRequest();
  request.setInfo(info);
  request.setPwd(folder);
  request.setProject("aiobs");
  request.setStack("local");
  request.setMonitorAddress("127.0.0.1:8888");
  request.setParallel(16);
  request.setDryrun(true);
  request.getConfigMap().set("aiobs:environment", "local");
  request.setConfigsecretkeysList(["aiobs:password"]);
  return await new Promise((resolve, reject) => {
    client.run(request, (error, response) => (error === null ? resolve(response.toObject()) : reject(error)));
  });
}

describe("the language host", () => {
  test("starts the project's own SDK with what the engine asks for", async () => {
    const folder = project("");
    expect(await runProgram(folder)).toEqual({ error: "", bail: false });
    const call = JSON.parse(readFileSync(join(folder, "call.json"), "utf8"));
    expect(call).toEqual({
      execArgv: ["--no-deprecation", "--trace-warnings"],
      args: [
        ...["--monitor", "127.0.0.1:8888", "--engine", "127.0.0.1:7777", "--project", "aiobs"],
        ...["--root-directory", folder, "--stack", "local", "--pwd", folder, "--parallel", "16", "--dry-run"],
        join(folder, "index.ts"),
      ],
      cwd: folder,
      PULUMI_CONFIG: '{"aiobs:environment":"local"}',
      PULUMI_CONFIG_SECRET_KEYS: '["aiobs:password"]',
    });
  });

  test("adds nothing to an error that the SDK has shown", async () => {
    expect(await runProgram(project("process.exit(32)"))).toEqual({ error: "", bail: true });
  });

  test.each([
    ["process.exit(7)", "the program ended with exit code 7"],
    ['process.kill(process.pid, "SIGKILL")', "the program ended with signal SIGKILL"],
  ])("reports a program that ends by %s", async (body, error) => {
    expect(await runProgram(project(body))).toEqual({ error, bail: false });
  });
});
