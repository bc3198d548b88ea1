import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A certificate authority with a server's and a client's certificate, in PEM: `<name>.crt` and `<name>.key`. */
export interface Certificates {
  /** The path of a file. */
  readonly at: (name: string) => string;
  readonly read: (name: string) => string;
}

/** Makes an authority (`ca`), which signs `server`, for `localhost`, and `client`, in a folder. They are good for two days. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const at = (name: string) => join(folder, name);
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const authority = ["-keyout", at("ca.key"), "-out", at("ca.crt"), "-days", "2", "-subj", "/CN=test"];
  await run("openssl", ["req", "-x509", ...curve, ...authority]);
  writeFileSync(at("names"), "subjectAltName=DNS:localhost\n");
  for (const name of ["server", "client"]) {
    const request = ["-keyout", at(`${name}.key`), "-out", at(`${name}.csr`), "-subj", `/CN=${name}`];
    await run("openssl", ["req", ...curve, ...request]);
    const signed = ["-CA", at("ca.crt"), "-CAkey", at("ca.key"), "-CAcreateserial", "-extfile", at("names")];
    await run("openssl", [
      "x509",
      "-req",
      "-in",
      at(`${name}.csr`),
      ...signed,
      "-out",
      at(`${name}.crt`),
      "-days",
      "2",
    ]);
  }
  return { at, read: (name) => readFileSync(at(name), "utf8") };
}
