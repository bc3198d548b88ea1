import { expect, test } from "vitest";
import { workspaceOf } from "../../facts/managed-prometheus.ts";

const PATH = "workspaces/ws-0a1b2c3d-4e5f/api/v1/remote_write";

test.each([
  [`https://aps-workspaces.eu-central-1.amazonaws.com/${PATH}`, "eu-central-1"],
  [`https://aps-workspaces-fips.us-gov-west-1.amazonaws.com/${PATH}`, "us-gov-west-1"],
  [`https://vpce-0a1b-2c3d.aps-workspaces.eu-west-1.vpce.amazonaws.com/${PATH}`, "eu-west-1"],
])("%s is a workspace of %s", (url, region) => {
  expect(workspaceOf(url)).toEqual({ region, id: "ws-0a1b2c3d-4e5f" });
});

test.each([
  `http://aps-workspaces.eu-central-1.amazonaws.com/${PATH}`,
  `https://aps-workspaces.eu-central-1.amazonaws.com.example.com/${PATH}`,
  `https://example.com/?https://aps-workspaces.eu-central-1.amazonaws.com/${PATH}`,
  "https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-1/api/v1/query",
])("%s is none", (url) => {
  expect(workspaceOf(url)).toBeUndefined();
});
