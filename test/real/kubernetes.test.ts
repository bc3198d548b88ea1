/**
 * Every rendered manifest of every stack, applied to a real Kubernetes API: its schemas, defaults, validation, RBAC and
 * Pod Security, as a cluster would have them. No controller runs, so what controllers would make of the manifests (pods,
 * with the volumes of a StatefulSet's claims) is made here and put before the API as a dry run.
 */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { z } from "zod";
import { type Answer, type KubeApi, type NewObject, startKubeApi } from "../../tools/servers/kube-api.ts";
import { Manifest } from "../../tools/servers/manifest.ts";
import { CONTROLLERS } from "./support/pod-on-disk.ts";
import { type RenderedManifest, renderedManifests, renderStack, STACKS } from "./support/rendered.ts";
import { describeWithTools } from "./with-tools.ts";

/** A manifest whose controller makes pods. */
const Controller = Manifest.extend({
  spec: z.looseObject({
    template: z.looseObject({
      metadata: z.looseObject({}),
      spec: z.looseObject({ volumes: z.array(z.unknown()).optional() }),
    }),
    volumeClaimTemplates: z.array(z.looseObject({ metadata: z.looseObject({ name: z.string() }) })).default([]),
  }),
});

const ENFORCE = "pod-security.kubernetes.io/enforce";

describeWithTools(["etcd", "kube-apiserver"], "the Kubernetes API", (tools) => {
  describe.each(STACKS)("takes the stack %s", (stack) => {
    const bed = new AsyncDisposableStack();
    let api: KubeApi;
    let manifests: readonly RenderedManifest[];
    const versions = new Map<string, string | undefined>();

    beforeAll(async () => {
      manifests = renderedManifests(await renderStack(stack));
      api = await startKubeApi(tools, bed);
    });
    afterAll(() => bed.disposeAsync());

    const accountIn = (namespace: string) =>
      manifests.find(({ object: { kind, metadata } }) => kind === "ServiceAccount" && metadata.namespace === namespace)
        ?.object.metadata.name ?? "default";

    test("whose manifests it accepts in the order of their files, without a warning", async () => {
      const start = performance.now();
      const problems: string[] = [];
      for (const { file, text } of manifests) {
        const answer = await api.apply(text);
        problems.push(...problemsOf(file, answer, 201));
        versions.set(file, answer.body.metadata?.resourceVersion);
      }
      expect(problems).toEqual([]);
      expect(manifests.length).toBeGreaterThan(0);
      console.info(
        `${stack}: ${manifests.length} manifests applied in ${((performance.now() - start) / 1000).toFixed(1)} s`,
      );
    });

    test("and does not change when the same manifests are applied again", async () => {
      const problems: string[] = [];
      for (const { file, text } of manifests) {
        const answer = await api.apply(text);
        problems.push(...problemsOf(file, answer, 200));
        const version = answer.body.metadata?.resourceVersion;
        if (version === undefined || version !== versions.get(file)) {
          problems.push(`${file}: is at version ${version}, was at ${versions.get(file)}`);
        }
      }
      expect(problems).toEqual([]);
    });

    test("whose pods Pod Security admits, each in its namespace", async () => {
      const controllers = manifests.filter(({ object }) => CONTROLLERS.includes(object.kind));
      const problems: string[] = [];
      for (const { file, object } of controllers) {
        problems.push(...problemsOf(`a pod of ${file}`, await api.create(podOf(Controller.parse(object)), "All"), 201));
      }
      expect(problems).toEqual([]);
      expect(controllers.length).toBeGreaterThan(0);
    });

    test("and keeps a privileged pod out of each namespace but the hosts'", async () => {
      const levels = manifests
        .filter(({ object }) => object.kind === "Namespace")
        .map(({ object: { metadata } }) => [metadata.name, metadata.labels?.[ENFORCE]] as const);
      expect(levels.filter(([, level]) => level === undefined)).toEqual([]);
      const strict = levels.filter(([, level]) => level !== "privileged");
      expect(strict).not.toEqual([]);
      for (const [namespace, level] of strict) {
        const { status, body } = await api.create(privilegedPod(namespace, accountIn(namespace)), "All");
        expect(status).toBe(403);
        expect(body.message).toContain(`violates PodSecurity "${level}:latest"`);
      }
    });

    test("and would warn of a controller whose pods cannot be admitted, and refuse an unknown field", async () => {
      const namespace = manifests.find(({ object }) => object.metadata.labels?.[ENFORCE] === "restricted")?.object
        .metadata.name;
      const pod = privilegedPod(namespace ?? "", "any");
      const deployment = {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: pod.metadata,
        spec: {
          selector: { matchLabels: { app: "privileged" } },
          template: { metadata: { labels: { app: "privileged" } }, spec: pod.spec },
        },
      };
      const warned = await api.create(deployment, "All");
      expect(warned.status).toBe(201);
      expect(warned.warnings.join()).toContain("would violate PodSecurity");

      const misspelt = await api.apply(stringify({ ...deployment, spec: { ...deployment.spec, replica: 2 } }));
      expect(misspelt.status).toBeGreaterThanOrEqual(400);
      expect(misspelt.body.message).toContain(".spec.replica: field not declared in schema");
    });

    test("and gives Prometheus the right to discover its targets, and no right to read secrets", async () => {
      const account = manifests.find(
        ({ object: { kind, metadata } }) => kind === "ServiceAccount" && metadata.name === "prometheus",
      );
      const namespace = account?.object.metadata.namespace ?? "";
      const may = (verb: string, resource: string, where?: string) =>
        allowed(api, `system:serviceaccount:${namespace}:prometheus`, {
          verb,
          resource,
          ...(where === undefined ? {} : { namespace: where }),
        });
      expect({
        "list pods of the stack": await may("list", "pods", namespace),
        "watch pods elsewhere": await may("watch", "pods", "butterfly"),
        "list nodes": await may("list", "nodes"),
        "read secrets": await may("get", "secrets", namespace),
        "delete pods": await may("delete", "pods", namespace),
      }).toEqual({
        "list pods of the stack": true,
        "watch pods elsewhere": true,
        "list nodes": true,
        "read secrets": false,
        "delete pods": false,
      });
    });
  });
});

/** What is wrong with an answer: another status than the one expected, and each warning. */
function problemsOf(what: string, { status, warnings, body }: Answer, expected: number): readonly string[] {
  return [
    ...(status === expected ? [] : [`${what}: ${status} in place of ${expected}: ${body.message ?? "no message"}`]),
    ...warnings.map((warning) => `${what}: warning: ${warning}`),
  ];
}

/** A pod as the controller makes it: a StatefulSet's has a volume for each of its claims. */
function podOf({ metadata, spec }: z.infer<typeof Controller>): NewObject {
  const claims = spec.volumeClaimTemplates.map(({ metadata: { name } }) => ({
    name,
    persistentVolumeClaim: { claimName: `${name}-${metadata.name}-0` },
  }));
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { ...spec.template.metadata, name: `${metadata.name}-0`, namespace: metadata.namespace },
    spec: { ...spec.template.spec, volumes: [...(spec.template.spec.volumes ?? []), ...claims] },
  };
}

/** Does all that Pod Security is there to prevent. */
function privilegedPod(namespace: string, serviceAccountName: string) {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "privileged", namespace },
    spec: {
      // One that exists: the refusal shall be Pod Security's alone.
      serviceAccountName,
      hostNetwork: true,
      automountServiceAccountToken: false,
      containers: [{ name: "shell", image: "registry.example.com/shell:1", securityContext: { privileged: true } }],
    },
  };
}

/** Whether a user may do something, as the API's own RBAC sees it. */
async function allowed(
  api: KubeApi,
  user: string,
  resourceAttributes: { readonly verb: string; readonly resource: string; readonly namespace?: string },
): Promise<boolean> {
  const review = {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SubjectAccessReview",
    metadata: {},
    spec: { user, resourceAttributes },
  };
  const { body } = await api.create(review);
  return z.looseObject({ allowed: z.boolean() }).parse(body.status).allowed;
}
