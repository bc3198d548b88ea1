import { BlockList, isIPv4 } from "node:net";
import { describeFound, formatPath } from "../problem.ts";
import type { Check } from "./check.ts";
import { findDuplicates } from "./duplicates.ts";

/** How Butterfly's targets must fit each other. */
export const butterflyChecks: readonly Check[] = [
  {
    rule: "No target, SRV record, namespace or network of `butterfly` is there twice.",
    find({ butterfly }) {
      if (butterfly === undefined) return [];
      const { coordinators, compute, observers, cidrs } = butterfly;
      return [
        ...findDuplicates(
          ["butterfly", "coordinators", "targets"],
          coordinators?.targets.map(({ text }) => text) ?? [],
        ),
        ...findDuplicates(["butterfly", "compute", "dns"], compute?.dns ?? []),
        ...findDuplicates(["butterfly", "observers", "namespaces"], observers?.namespaces ?? []),
        ...findDuplicates(["butterfly", "cidrs"], cidrs),
      ];
    },
  },
  {
    rule: "`butterfly.cidrs` is set where there are `coordinators` or `compute`: network policies let Prometheus reach nothing else.",
    find({ butterfly }) {
      if (butterfly === undefined || butterfly.cidrs.length > 0) return [];
      if (butterfly.coordinators === undefined && butterfly.compute === undefined) return [];
      const message = 'needed with coordinators or compute: name the networks that they are in, such as "10.20.0.0/16"';
      return [{ path: formatPath(["butterfly", "cidrs"]), found: "an empty list", message }];
    },
  },
  {
    rule: "A coordinator that is given by its address is in one of `butterfly.cidrs`.",
    find({ butterfly }) {
      if (butterfly === undefined || butterfly.cidrs.length === 0) return [];
      const networks = new BlockList();
      for (const cidr of butterfly.cidrs) {
        const [address = "", length] = cidr.split("/");
        networks.addSubnet(address, Number(length), isIPv4(address) ? "ipv4" : "ipv6");
      }
      return (butterfly.coordinators?.targets ?? []).flatMap(({ text, host }, index) => {
        // Parsed targets hold colons in IPv6 addresses alone.
        const family = host.includes(":") ? "ipv6" : isIPv4(host) ? "ipv4" : "name";
        if (family === "name" || networks.check(host, family)) return [];
        const path = formatPath(["butterfly", "coordinators", "targets", index]);
        const message = `is in none of ${formatPath(["butterfly", "cidrs"])}; add its network there`;
        return [{ path, found: describeFound(text), message }];
      });
    },
  },
];
