import * as z from "zod";

/** An amount of processor time, as Kubernetes reads it and in cores. */
export interface Cpu {
  /** Whole cores (`2`) or millicores (`500m`). */
  readonly text: string;
  readonly cores: number;
}

const grammar = /^(?:[1-9]\d*m|[1-9]\d*|\d+\.\d{1,3})$/;
/** Cores of the largest machines that clouds sell (https://docs.aws.amazon.com/ec2/latest/instancetypes/mo.html: u7inh). */
const MOST_CORES = 1920;

const expected = `expected cores or millicores such as 2, 0.5 or "500m", at most ${MOST_CORES} cores`;

/** Parses `2`, `0.5` or `500m`; finer than a millicore, zero, below, and more than any machine has are `undefined`. */
export function parseCpu(input: string | number): Cpu | undefined {
  const written = String(input);
  if (!grammar.test(written)) return undefined;
  const millicores = written.endsWith("m") ? Number(written.slice(0, -1)) : Math.round(Number(written) * 1000);
  return millicores > 0 && millicores <= MOST_CORES * 1000 ? fromMillicores(millicores) : undefined;
}

function fromMillicores(millicores: number): Cpu {
  const cores = millicores / 1000;
  return { text: Number.isInteger(cores) ? String(cores) : `${millicores}m`, cores };
}

/** A setting that holds an amount of processor time; a number counts cores. */
export function cpu() {
  const written = z
    .union([z.number(), z.string()], { error: expected })
    .meta({ title: "cores", examples: [2, "500m"], patternErrorMessage: expected });
  return written.transform((input, context) => {
    const value = parseCpu(input);
    if (value !== undefined) return value;
    context.issues.push({ code: "custom", input, message: expected });
    return z.NEVER;
  });
}
