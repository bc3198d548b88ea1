/** What stands in the engine's place when a stack is planned: it notes what is registered, and creates nothing. */
import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import { errorAt, type Problem } from "../problems/problem.ts";
import { type PlannedResource, plannedResource, type Registration } from "./record.ts";
import { createdResource } from "./stand-ins.ts";

/** The parts of the engine's RegisterResourceResponse that Pulumi's SDK reads (pulumi's resource.proto). */
interface Registered {
  getUrn(): string;
  getId(): string;
  getObject(): { toJavaScript(): object };
  getPropertydependenciesMap(): undefined;
  /** `SUCCESS` is 0. */
  getResult(): 0;
  getUnknown(): false;
}

/**
 * Pulumi's own mocks, but for registrations: the mocks are told a resource's inputs alone, while its options are only in the
 * request; they name of a URN's components only the nearest; and they read and write each answer in the wire's format four times,
 * which is most of what a resource costs.
 */
export class PlanMonitor extends MockMonitor {
  /** What was registered, by URN as the engine would name it. */
  readonly planned = new Map<string, PlannedResource>();
  /** Kept to the end: a registration that fails leaves Pulumi's promises behind, and hides what else is wrong. */
  readonly refused: Problem[];

  constructor() {
    const refused: Problem[] = [];
    // A data source would need a cloud: the program must take such facts from its settings.
    const call = ({ token }: pulumi.runtime.MockCallArgs) => {
      const message = "the program calls this, and a plan has no cloud to ask";
      refused.push(errorAt({ resource: token }, message, { hint: "take what it returns from the settings" }));
      return {};
    };
    super({ newResource: createdResource, call });
    this.refused = refused;
  }

  override registerResource(
    request: Registration,
    callback: (error: unknown, response: Registered) => void,
  ): Promise<void> {
    const [type, name] = [request.getType(), request.getName()];
    const urn = engineUrn(type, name, request.getParent());
    if (this.planned.has(urn)) {
      this.refused.push(errorAt({ resource: urn }, "two resources have this URN", { hint: "give one another name" }));
    }
    const inputs = request.getObject()?.toJavaScript() ?? {};
    this.planned.set(urn, plannedResource(request, urn, inputs));
    const { id, state } = createdResource({ type, name, inputs, id: request.getImportid() });
    callback(null, {
      getUrn: () => urn,
      getId: () => id ?? "",
      getObject: () => ({ toJavaScript: () => state }),
      getPropertydependenciesMap: () => undefined,
      getResult: () => 0,
      getUnknown: () => false,
    });
    return Promise.resolve();
  }

  /** A plan takes the stack's outputs from the program, and shows no component's. */
  override registerResourceOutputs(_request: unknown, callback: (error: unknown, response: object) => void): void {
    callback(null, {});
  }
}

/** A URN as the engine makes it: the types of all components above it, without the stack's. */
function engineUrn(type: string, name: string, parent: string): string {
  const parentType = parent.split("::")[2] ?? "";
  const prefix = parentType === "" || parentType === pulumi.runtime.rootPulumiStackTypeName ? "" : `${parentType}$`;
  return `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${prefix}${type}::${name}`;
}
