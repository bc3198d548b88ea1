import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import type { Contract } from "../contract.ts";
import { contractOf } from "./contract-of.ts";
import type { Application } from "./recording.ts";

/**
 * Installs, starts and drives an application, and says what it told.
 *
 * @throws {Error} when it cannot be had, started or driven, or sent what cannot be read.
 */
export async function recordContract(application: Application, tell: (text: string) => void): Promise<Contract> {
  await using bed = new AsyncDisposableStack();
  const recording = await application.record({ bed, folder: temporaryFolder(bed), tell });
  const { errors = [] } = recording.otlp ?? {};
  if (errors.length > 0) throw new Error(`${application.name} sent by OTLP what cannot be read: ${errors.join("; ")}`);
  return contractOf(application, recording);
}
