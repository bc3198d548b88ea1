import { describe, expect, it } from "vitest";
import { edgesOutputOf, knownOf, tokenIn } from "../../../components/edges/centre-stack.ts";
import { settingsWith } from "../settings.ts";

const { centre, ...settings } = settingsWith({
  cluster: { name: "gpu-eu" },
  centre: {
    stack: "acme/aiobs/central",
    host: "edges.example.com",
    alertmanagers: 3,
    grafanaUrl: "https://grafana.example.com",
  },
  logs: { store: "centre" },
});
if (centre === undefined) throw new Error("the settings have no centre");

const output = {
  host: "edges.example.com",
  alertmanagers: 3,
  grafanaUrl: "https://grafana.example.com",
  takes: ["logs", "traces"],
  tokens: { "gpu-eu": "token-of-eu", "gpu-us": "token-of-us" },
};
const tokenOf = (changes: object = {}) => tokenIn({ ...output, ...changes }, { ...settings, centre });

describe("the token of an edge", () => {
  it("is that of its own cluster", () => {
    expect(tokenOf()).toBe("token-of-eu");
  });

  it.each([
    ["host", { host: "other.example.com" }, "has other.example.com, not edges.example.com"],
    ["alertmanagers", { alertmanagers: 1 }, "has 1, not 3"],
    ["grafanaUrl", { grafanaUrl: "https://other.example.com" }, "has https://other.example.com"],
    ["stack", { takes: ["traces"] }, "keeps no logs"],
    ["stack", { tokens: { "gpu-us": "token-of-us" } }, 'knows no edge "gpu-eu", but gpu-us'],
  ])("is refused where the central stack says otherwise of the edge's %s", (key, changes, message) => {
    expect(() => tokenOf(changes)).toThrow(`aiobs:centre.${key}: acme/aiobs/central ${message}`);
  });

  it("is refused with everything at once, and with no token in the message", () => {
    const told = () => tokenOf({ host: "other.example.com", alertmanagers: 1 });
    expect(told).toThrow(/host: .*\n.*alertmanagers: /);
    expect(told).not.toThrow(/token-of/);
  });

  it("is refused of a stack that has no edges", () => {
    expect(() => tokenIn(undefined, { ...settings, centre })).toThrow("acme/aiobs/central has no edges");
    expect(knownOf(settingsWith())).toBeUndefined();
    expect(edgesOutputOf(settingsWith(), {})).toBeUndefined();
  });
});
