import { describe, expect, it } from "vitest";
import { efaInterfaces } from "../../../components/compute/network-interfaces.ts";
import { gpuInstance, gpuInstances } from "../../../facts/gpu-instances.ts";

describe("the network interfaces of EFA", () => {
  it("are one EFA interface a card and one with an address", () => {
    expect(efaInterfaces(gpuInstance("g6e.24xlarge"))).toEqual([
      { networkCardIndex: 0, deviceIndex: 0, interfaceType: "interface" },
      { networkCardIndex: 0, deviceIndex: 1, interfaceType: "efa-only" },
      { networkCardIndex: 1, deviceIndex: 0, interfaceType: "efa-only" },
    ]);
  });

  it("leave the card alone that is for IP traffic", () => {
    const cards = efaInterfaces(gpuInstance("p6-b300.48xlarge")).filter(
      ({ interfaceType }) => interfaceType === "efa-only",
    );
    expect(cards.map(({ networkCardIndex }) => networkCardIndex)).toEqual(
      Array.from({ length: 16 }, (_, index) => index + 1),
    );
    expect(cards.every(({ deviceIndex }) => deviceIndex === 0)).toBe(true);
  });

  it.each(gpuInstances.filter((instance) => instance.efaInterfaces > 0))(
    "are all at places of their own on $type",
    (instance) => {
      const all = efaInterfaces(instance);
      expect(all).toHaveLength(instance.efaInterfaces + 1);
      expect(new Set(all.map(({ networkCardIndex, deviceIndex }) => `${networkCardIndex}/${deviceIndex}`)).size).toBe(
        all.length,
      );
      expect(Math.max(...all.map(({ networkCardIndex }) => networkCardIndex))).toBe(instance.networkCards - 1);
      expect(all.filter(({ interfaceType }) => interfaceType === "interface")).toHaveLength(1);
    },
  );
});
