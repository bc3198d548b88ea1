import { expect, it } from "vitest";
import { type ImageName, imageReference, images } from "../../facts/images.ts";

const names = Object.keys(images).filter((name): name is ImageName => name in images);

it.each(names)("%s is pinned to a version, and to a whole digest if to one", (name) => {
  expect(images[name]).toMatch(/^[a-z0-9.-]+\/[a-z0-9./-]+:v?\d[\w.-]*(?:@sha256:[0-9a-f]{64})?$/);
});

it.each(names)("%s is pulled from a mirror by the same path and tag, whatever digest the copy there has", (name) => {
  const [registry = "", ...path] = (images[name].split("@")[0] ?? "").split("/");
  expect(registry).toContain(".");
  expect(imageReference(name, { registry: "mirror.example.com:5000/a/" })).toBe(
    `mirror.example.com:5000/a/${path.join("/")}`,
  );
});
