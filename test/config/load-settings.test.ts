import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, test } from "vitest";
import { loadSettings } from "../../config/load-settings.ts";
import { readPulumiConfig } from "../../config/read-pulumi-config.ts";

const local = { "aiobs:environment": "local", "aiobs:cluster": '{"name":"local"}' };

beforeAll(async () => {
  await pulumi.runtime.setMocks({ call: () => ({}), newResource: () => ({ id: "", state: {} }) }, "aiobs", "dev");
});

describe("readPulumiConfig", () => {
  test("decodes maps and lists and keeps all else as text", () => {
    pulumi.runtime.setAllConfig({
      "aiobs:a": '{"b":[1,true]}',
      "aiobs:c": "true",
      "aiobs:d": "[not JSON",
      "aiobs:e": "5",
    });
    expect(readPulumiConfig().raw).toEqual({ a: { b: [1, true] }, c: "true", d: "[not JSON", e: "5" });
  });

  test("tells secrets from plain values and leaves their values out", () => {
    pulumi.runtime.setAllConfig({ "aiobs:key": "SECRET", "aiobs:owner": "ml" }, ["aiobs:key"]);
    const config = readPulumiConfig();
    expect(config.raw).toEqual({ owner: "ml" });
    expect(config.other.encrypted).toEqual(["key"]);
    expect(JSON.stringify(config)).not.toContain("SECRET");
  });

  test("tells which keys are not this project's", () => {
    pulumi.runtime.setAllConfig({ "aws:region": "x", "pulumi:tags": "{}", "aiobs:owner": "ml" });
    expect(readPulumiConfig().other.foreign).toEqual(["aws:region", "pulumi:tags"]);
  });
});

describe("loadSettings", () => {
  test("gives the settings of the running stack", () => {
    pulumi.runtime.setAllConfig(local);
    expect(loadSettings([]).cluster.name).toBe("local");
  });

  test("stops the program without a stack trace, with the stack's name and everything that is wrong", () => {
    pulumi.runtime.setAllConfig({ ...local, "aiobs:environment": "Local", "aiobs:namspace": "x" });
    let stop: unknown;
    try {
      loadSettings([]);
    } catch (error) {
      stop = error;
    }
    expect(pulumi.RunError.isInstance(stop)).toBe(true);
    expect(stop).toHaveProperty("message", expect.stringMatching(/^2 errors in the settings of Pulumi\.dev\.yaml\n/));
  });

  test("looks for no kubeconfig where no engine runs", () => {
    pulumi.runtime.setAllConfig({ ...local, "aiobs:foundation": '{"kubeconfig":"/nope/config"}' });
    expect(loadSettings([]).foundation).toEqual({ kubeconfig: "/nope/config" });
  });

  test("wants every secret that the settings name to be set", () => {
    const grafana = { "aiobs:grafana": '{"delivery":"api","apiToken":{"secret":"grafanaToken"}}' };
    pulumi.runtime.setAllConfig({ ...local, ...grafana });
    expect(() => loadSettings([])).toThrow("pulumi config set --secret grafanaToken");
    pulumi.runtime.setAllConfig({ ...local, ...grafana, "aiobs:grafanaToken": "x" }, ["aiobs:grafanaToken"]);
    expect(loadSettings([]).grafana.delivery).toBe("api");
  });
});
