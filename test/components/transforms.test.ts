import * as k8s from "@pulumi/kubernetes";
import type { ResourceTransformation } from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { applyTransforms } from "../../components/transforms.ts";
import { planStack } from "../../preview/plan.ts";

/** A ConfigMap as it is planned with these transformations. */
async function planned(...transforms: readonly ResourceTransformation[]) {
  const { resources } = await planStack({
    project: "p",
    stack: "s",
    config: { values: {}, secretKeys: [] },
    program: async () => {
      applyTransforms(transforms);
      const provider = new k8s.Provider("k8s", { kubeconfig: "none" });
      new k8s.core.v1.ConfigMap("a", { metadata: { name: "a" }, data: { x: "1" } }, { provider });
      return {};
    },
  });
  return resources.find(({ type }) => type === "kubernetes:core/v1:ConfigMap");
}

const onConfigMaps =
  (change: (props: Record<string, unknown>) => Record<string, unknown>): ResourceTransformation =>
  ({ type, props, opts }) =>
    type === "kubernetes:core/v1:ConfigMap" ? { props: change(props), opts } : undefined;

describe("transformations that people bring along", () => {
  test("change what they mean, in their order, and leave the rest", async () => {
    const made = await planned(
      onConfigMaps((props) => ({ ...props, data: { x: "2", y: "1" } })),
      onConfigMaps((props) => ({ ...props, data: { ...Object(props.data), y: "2" } })),
    );
    expect(made?.inputs).toMatchObject({ metadata: { name: "a" }, data: { x: "2", y: "2" } });
    expect((await planned())?.inputs).toMatchObject({ data: { x: "1" } });
  });

  test.each<[string, ResourceTransformation, RegExp]>([
    [
      "throws",
      () => {
        throw new Error("no such thing");
      },
      /custom\/transforms\.ts › transformation 2, .* throws: no such thing; return undefined/,
    ],
    [
      "returns half a result",
      // As somebody without types would write it.
      ({ props }) => JSON.parse(JSON.stringify({ props })),
      /transformation 2, .* returns something without props and opts; return \{ props, opts \}/,
    ],
  ])("one that %s is named with the resource", async (_what, transform, message) => {
    await expect(planned(() => undefined, transform)).rejects.toThrow(message);
  });
});
