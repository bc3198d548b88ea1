import { X509Certificate } from "node:crypto";
import * as z from "zod";

const block = /-----BEGIN CERTIFICATE-----\r?\n[A-Za-z0-9+/=\r\n]+-----END CERTIFICATE-----/g;

/** Whether a text is certificates in PEM, one or several, and nothing else. */
function isPem(text: string): boolean {
  const certificates = text.match(block) ?? [];
  if (certificates.length === 0 || text.replaceAll(block, "").trim() !== "") return false;
  try {
    for (const certificate of certificates) new X509Certificate(certificate);
    return true;
  } catch {
    return false;
  }
}

const error = 'expected certificates in PEM ("-----BEGIN CERTIFICATE-----" and what follows), and no key';

/** A setting that holds the certificates of authorities, which are no secret: one or several, in PEM. */
export function certificates() {
  return z
    .string({ error })
    .refine(isPem, { error })
    .transform((text) => `${text.trim()}\n`)
    .meta({ title: "certificates", patternErrorMessage: error });
}
