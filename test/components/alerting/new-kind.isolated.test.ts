/** A kind of receiver is a file and its line in config/receivers/all.ts: this one has both, and nothing else knows it. */
import { expect, test, vi } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { renderAlertmanagerConfig } from "../../../components/alerting/alertmanager-config.ts";
import { receiverCalls } from "../../../components/alerting/calls.ts";
import { stackFileJsonSchema } from "../../../config/json-schema.ts";
import { settingsPage } from "../../../config/reference-page.ts";
import { secretNames } from "../../../config/secrets.ts";
import { localSettings, problemsOf } from "../../config/problems-of.ts";
import { settingsWith } from "../settings.ts";

vi.mock("../../../config/receivers/all.ts", async (importOriginal) => {
  const { receiverKind } = await import("../../../config/receivers/receiver-kind.ts");
  const { internet } = await import("../../../config/receivers/way-out.ts");
  const { secretRef } = await import("../../../config/types/secret-ref.ts");
  const opsgenie = receiverKind({
    settings: z
      .strictObject({ apiKey: secretRef().describe("The API key.") })
      .describe("Opens an alert in a made-up service."),
    block: ({ apiKey }) => ({ api_key_file: apiKey, details: { keys: [apiKey] } }),
    calls: () => [internet("http", 8443)],
  });
  return { ...(await importOriginal<object>()), opsgenie };
});

const receivers = { oncall: { opsgenie: { apiKey: { secret: "opsgenieKey" } } } };
const alertmanager = { receivers, route: { receiver: "oncall" } };

test("is taken from the settings, with its secret", () => {
  expect(secretNames(settingsWith({ alertmanager }).alertmanager)).toEqual(["opsgenieKey"]);
});

test("is refused where its settings are wrong, and guessed where its name is", () => {
  const wrong = (receiver: object) =>
    problemsOf(localSettings({ alertmanager: { ...alertmanager, receivers: { oncall: receiver } } }));
  expect(Object.keys(wrong({ opsgenie: {} }))).toEqual(["aiobs:alertmanager.receivers.oncall.opsgenie.apiKey"]);
  expect(Object.values(wrong({ opsgeni: {} })).join()).toContain("opsgenie");
});

test("is in Alertmanager's file", () => {
  const file = "/etc/alertmanager/secrets/opsgenieKey";
  expect(parse(renderAlertmanagerConfig(settingsWith({ alertmanager }).alertmanager, [])).receivers[0]).toEqual({
    name: "oncall",
    opsgenie_configs: [{ api_key_file: file, details: { keys: [file] }, send_resolved: true }],
  });
});

test("is called", () => {
  const calls = receiverCalls(settingsWith({ alertmanager }).alertmanager, {
    main: "monitoring",
    host: "monitoring-host",
  });
  expect(calls.map(({ ports }) => ports)).toEqual([[{ number: 8443, protocol: "TCP" }]]);
});

test("is in the reference for people and editors", () => {
  expect(settingsPage([])).toContain("alertmanager.receivers.<name>.opsgenie.apiKey");
  expect(JSON.stringify(stackFileJsonSchema([]))).toContain("made-up service");
});
