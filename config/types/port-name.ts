import * as z from "zod";
import { port } from "./port.ts";
import { patternType } from "./text-type.ts";

/** The name of a port of a container or a Service (RFC 6335: at most 15 characters, one of them a letter). */
function portName() {
  return patternType({
    name: "port name",
    expected: 'the name of a port such as "http-metrics": at most 15 of a-z, 0-9 and single hyphens',
    examples: ["http-metrics"],
    pattern: /^(?=.{1,15}$)(?=.*[a-z])(?!.*--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
  });
}

/** A setting that holds a port by its number or by the name that a manifest gives it. */
export function portNumberOrName() {
  return z.union([port(), portName()]);
}
