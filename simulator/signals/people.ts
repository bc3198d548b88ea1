/** People who do not exist: names, addresses and numbers are those that standards keep for examples. */
import type { Random } from "../engine/random.ts";

/** Who asks. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** RFC 5737: addresses for documentation. */
  readonly address: string;
  /** Numbers for use in fiction (https://www.nanpa.com: 555-0100 to 555-0199). */
  readonly phone: string;
}

const NAMES = ["Alex Example", "Kim Sample", "Robin Placeholder", "Sam Nobody", "Toni Fictive", "Jo Invented"] as const;

const people: readonly Person[] = NAMES.map((name, index) => ({
  id: `u-${1000 + index}`,
  name,
  email: `${name.toLowerCase().replace(" ", ".")}@example.com`,
  address: `192.0.2.${10 + index}`,
  phone: `+1 555 010${index}`,
}));

/** One of them. */
export function anyone(random: Random): Person {
  const person = people[Math.floor(random.next() * people.length)];
  if (person === undefined) throw new Error("there is nobody");
  return person;
}
