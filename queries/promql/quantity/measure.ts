/** What numbers are measured in: base units to some power, and how much of them a value of 1 is. */
import type { Unit } from "../../catalogue.ts";

type Base = "seconds" | "bytes" | "celsius" | "volts" | "watts";

/** What numbers are measured in. */
export interface Measure {
  /** The power of each base unit; one that is not here has none, and a plain number has none at all. */
  readonly powers: Readonly<Partial<Record<Base, number>>>;
  /**
   * How much of the base units a value of 1 is, e.g. 0.001 for milliseconds. `factor`: a literal came in, which may have been a
   * conversion. Absent: not known.
   */
  readonly scale?: { readonly value: number; readonly from: "unit" | "factor" };
  /** What the base units do not tell: a number of things, a part of a whole, a moment in time, or a mere description. */
  readonly nature?: "count" | "share" | "moment" | "description";
}

const measure = (powers: Measure["powers"], value = 1, nature?: Measure["nature"]): Measure => ({
  powers,
  scale: { value, from: "unit" },
  ...(nature === undefined ? {} : { nature }),
});

/** The catalogue's units. */
const units: Readonly<Record<Unit, Measure>> = {
  seconds: measure({ seconds: 1 }),
  milliseconds: measure({ seconds: 1 }, 1e-3),
  microseconds: measure({ seconds: 1 }, 1e-6),
  nanoseconds: measure({ seconds: 1 }, 1e-9),
  bytes: measure({ bytes: 1 }),
  mebibytes: measure({ bytes: 1 }, 1024 ** 2),
  "megabytes per second": measure({ bytes: 1, seconds: -1 }, 1e6),
  ratio: measure({}, 1, "share"),
  percent: measure({}, 0.01, "share"),
  celsius: measure({ celsius: 1 }),
  hertz: measure({ seconds: -1 }),
  megahertz: measure({ seconds: -1 }, 1e6),
  volts: measure({ volts: 1 }),
  watts: measure({ watts: 1 }),
  joules: measure({ watts: 1, seconds: 1 }),
  millijoules: measure({ watts: 1, seconds: 1 }, 0.001),
  timestamp: measure({ seconds: 1 }, 1, "moment"),
  count: measure({}, 1, "count"),
  info: measure({}, 1, "description"),
};

/** The measure of a catalogue's unit. */
export function measureOf(unit: Unit): Measure {
  return units[unit];
}

/** Names of what has no unit of its own in a catalogue. */
const others: Readonly<Record<string, Measure>> = {
  bits: measure({ bytes: 1 }, 1 / 8),
  "bits per second": measure({ bytes: 1, seconds: -1 }, 1 / 8),
  "bytes per second": measure({ bytes: 1, seconds: -1 }),
  "per second": measure({ seconds: -1 }),
  kibibytes: measure({ bytes: 1 }, 1024),
  gibibytes: measure({ bytes: 1 }, 1024 ** 3),
};

/** The measure of a name as {@link describeMeasure} writes it; undefined: no such name. */
export function measureNamed(name: string): Measure | undefined {
  return { ...units, ...others }[name];
}

/** What a measure is called, e.g. `bytes per second`. */
export function describeMeasure(of: Measure): string {
  const known = Object.entries({ ...others, ...units }).find(
    ([, one]) => sameBase(one, of) && one.scale?.value === of.scale?.value && one.nature === of.nature,
  );
  if (known !== undefined) return known[0];
  const write = (sign: 1 | -1) =>
    Object.entries(of.powers).flatMap(([base, power]) =>
      Math.sign(power) === sign ? `${base}${Math.abs(power) === 1 ? "" : `^${Math.abs(power)}`}` : [],
    );
  const [above, below] = [write(1), write(-1).map((base) => base.replace(/^seconds$/, "second"))];
  if (above.length === 0 && below.length === 0) return "a plain number";
  return [above.join("·"), ...(below.length === 0 ? [] : [`per ${below.join("·")}`])].join(" ").trim();
}

/** Whether two measure the same, in whatever scale. */
export function sameBase({ powers: a }: Measure, { powers: b }: Measure): boolean {
  const bases = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...bases].every((base) => isBase(base) && (a[base] ?? 0) === (b[base] ?? 0));
}

function isBase(name: string): name is Base {
  return ["seconds", "bytes", "celsius", "volts", "watts"].includes(name);
}

/** Whether both are known to be in another scale, as bytes and mebibytes are, with no literal that may have converted them. */
export function otherScale(a: Measure, b: Measure): boolean {
  return a.scale?.from === "unit" && b.scale?.from === "unit" && a.scale.value !== b.scale.value;
}

/** The measure of a product, or, with `power` -1, of a quotient. */
export function combined(a: Measure, b: Measure, power: 1 | -1): Measure {
  const powers: Partial<Record<Base, number>> = { ...a.powers };
  for (const [base, own] of Object.entries(b.powers)) {
    if (!isBase(base)) continue;
    const sum = (powers[base] ?? 0) + power * own;
    if (sum === 0) delete powers[base];
    else powers[base] = sum;
  }
  const scale = a.scale !== undefined &&
    b.scale !== undefined && {
      value: power === 1 ? a.scale.value * b.scale.value : a.scale.value / b.scale.value,
      from: a.scale.from === "factor" || b.scale.from === "factor" ? ("factor" as const) : ("unit" as const),
    };
  return { powers, ...(scale === false ? {} : { scale }) };
}

/** So much of it in each second. */
export function perSecond(of: Measure): Measure {
  return combined(of, units.seconds, -1);
}

/** Factors that convert units. Any other may be one that is meant, as in twice a limit. */
const conversions: ReadonlySet<number> = new Set([
  8,
  60,
  100,
  3600,
  86_400,
  ...[1, 2, 3, 4].flatMap((power) => [1000 ** power, 1024 ** power]),
]);

/** The measure of values that a literal multiplied: a conversion of what they are, or so many times that. */
export function scaled(of: Measure, factor: number): Measure {
  const { scale, nature, ...rest } = of;
  // A hundredth is a percentage of what has no unit, and a mere factor of anything else.
  const percentage = factor === 100 || factor === 1 / 100;
  const converts =
    (conversions.has(factor) || conversions.has(1 / factor)) && !(percentage && Object.keys(of.powers).length > 0);
  if (converts && scale !== undefined) return { ...of, scale: { value: scale.value / factor, from: "factor" } };
  // Twice a share is none, nor is twice a moment; of a number of things, it is one.
  return nature === "count" ? { ...rest, nature } : rest;
}
