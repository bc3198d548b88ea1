import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { costTags } from "../../../components/aws/cost-tags.ts";
import { ownTags } from "../../../config/aws.ts";
import { localSettings, problemsOf } from "../problems-of.ts";

const region = "eu-central-1";
const key = (more: { partition?: string; region?: string; account?: string }) =>
  `arn:${more.partition ?? "aws"}:kms:${more.region ?? region}:${more.account ?? "111122223333"}:key/0a1b2c3d`;
const problems = (aws: object, more: Record<string, unknown> = {}) =>
  problemsOf(localSettings({ aws: { region, ...aws }, ...more }));

describe("the organisation's tags", () => {
  it.each(ownTags)("do not take the program's own key %s", (own) => {
    expect(problems({ tags: { [own]: "x" } })).toEqual({
      [`aiobs:aws.tags.${own}`]: "is set by the program; take another key",
    });
  });

  it.each([
    ["aws:createdBy", "x"],
    ["AWS:x", "x"],
    ["k".repeat(129), "x"],
    ["note", "v".repeat(257)],
    ["note", "a\nb"],
    ["note", ""],
  ])("are refused where AWS would (%#)", (name, value) => {
    expect(Object.values(problems({ tags: { [name]: value } }))).toEqual([expect.stringContaining("expected a tag's")]);
  });

  it("are taken exactly as long as AWS takes them with the program's own", () => {
    const text = fc.stringMatching(/^[A-Za-z0-9 _.:/=+@-]{1,20}$/);
    // No map of JavaScript's holds a key of that name as one of its own.
    const key = text.filter((name) => name !== "__proto__");
    fc.assert(
      fc.property(fc.dictionary(key, text, { maxKeys: 60, size: "max" }), (tags) => {
        const all = {
          ...costTags({ stack: "s", environment: "prod", owner: "ml", extra: tags }),
          Name: "n",
          component: "c",
          pool: "p",
        };
        const taken = Object.keys(problems({ tags })).length === 0;
        const isOwn = Object.keys(tags).some((name) => ownTags.some((own) => own === name));
        const isAmazons =
          Object.keys({ ...tags }).some((name) => /^aws:/i.test(name)) ||
          Object.values(tags).some((value) => /^aws:/i.test(value));
        expect(taken).toBe(Object.keys(all).length <= 50 && !isOwn && !isAmazons);
      }),
      { numRuns: 50 },
    );
  });
});

describe("zones of another region", () => {
  it("are refused wherever they are named", () => {
    const zone = "us-east-1a";
    const pool = { kind: "system", instanceTypes: ["m7i.large"], max: 1, release: "1.36.2-20261105", zones: [zone] };
    const foundation = { clusterName: "a", subnets: [{ id: "subnet-0a1b2c3d", zone }] };
    const cluster = { name: "local", zones: ["eu-central-1a", zone] };
    expect(problems({}, { nodePools: { pool }, foundation, cluster })).toEqual(
      Object.fromEntries(
        ["cluster.zones[1]", "foundation.subnets[0].zone", "nodePools.pool.zones[0]"].map((path) => [
          `aiobs:${path}`,
          'found "us-east-1a"; expected a zone in aiobs:aws.region, eu-central-1',
        ]),
      ),
    );
  });

  it("are Local Zones of it as well", () => {
    const cluster = { name: "local", zones: ["us-east-1-atl-2a"] };
    expect(problems({ region: "us-east-1" }, { cluster })).toEqual({});
    expect(Object.keys(problems({ region: "us-east-2" }, { cluster }))).toEqual(["aiobs:cluster.zones[0]"]);
  });
});

describe("ARNs", () => {
  const issuer = `oidc.eks.${region}.amazonaws.com/id/EXAMPLE`;
  const oidc = (account: string, partition = "aws", id = issuer) => ({
    foundation: {
      oidcProvider: { arn: `arn:${partition}:iam::${account}:oidc-provider/${id}`, url: `https://${issuer}` },
    },
  });
  const accountId = "111122223333";

  it("of the account and region are right, and of any account where none is named", () => {
    expect(problems({ accountId, volumeKeyArn: key({}) }, oidc(accountId))).toEqual({});
    expect(problems({ volumeKeyArn: key({ account: "999999999999" }) }, oidc("999999999999"))).toEqual({});
  });

  it.each([
    [{ account: "999999999999" }, "expected one of the account 111122223333"],
    [{ region: "us-east-1" }, "expected one of the region eu-central-1"],
    [{ partition: "aws-cn" }, "expected one of the partition aws"],
  ])("of another key are refused: %j", (more, sentence) => {
    expect(problems({ accountId, volumeKeyArn: key(more) })).toEqual({
      "aiobs:aws.volumeKeyArn": expect.stringContaining(sentence),
    });
  });

  it("of another account's or issuer's OIDC provider are refused", () => {
    expect(problems({ accountId }, oidc("999999999999"))).toEqual({
      "aiobs:foundation.oidcProvider.arn": expect.stringContaining("expected one of the account 111122223333"),
    });
    expect(problems({ accountId }, oidc(accountId, "aws", "oidc.eks.eu-central-1.amazonaws.com/id/OTHER"))).toEqual({
      "aiobs:foundation.oidcProvider.arn": expect.stringContaining(`expected to end in :oidc-provider/${issuer}`),
    });
  });
});
