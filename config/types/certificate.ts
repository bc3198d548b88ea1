import { X509Certificate } from "node:crypto";
import * as z from "zod";
import { textType } from "./text-type.ts";

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

/** A setting that holds them in base64 once more, as EKS and kubeconfigs do (`certificate-authority-data`); not decoded. */
export function encodedCertificates() {
  const start = Buffer.from("-----BEGIN CERTIFICATE-----").toString("base64");
  return textType({
    name: "certificates",
    expected: `certificates in PEM, in base64 ("${start}…"), as EKS gives them`,
    examples: [`${start}…`],
    pattern: /^[A-Za-z0-9+/]+={0,2}$/,
    parse: (text) => (isPem(Buffer.from(text, "base64").toString()) ? text : undefined),
  });
}

/** A setting that holds the certificates of authorities, which are no secret: one or several, in PEM. */
export function certificates() {
  return z
    .string({ error })
    .refine(isPem, { error })
    .transform((text) => `${text.trim()}\n`)
    .meta({ title: "certificates", patternErrorMessage: error });
}
