import * as z from "zod";

const error = "expected a port, a whole number from 1 to 65535";

/** A setting that holds a TCP port. */
export function port() {
  return z.int({ error }).min(1, { error }).max(65_535, { error }).meta({ title: "port", patternErrorMessage: error });
}
