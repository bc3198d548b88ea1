import { patternType } from "./text-type.ts";

/** A service's name in logs and traces (`service.name`). Rules and queries quote it, so nothing in it may end a string. */
export function serviceName(example: string) {
  return patternType({
    name: "service name",
    expected: `the name of a service in logs and traces, of letters, digits, ".", "_", "/" and "-", such as "${example}"`,
    examples: [example],
    pattern: /^[A-Za-z0-9][A-Za-z0-9._/-]{0,127}$/,
  });
}
