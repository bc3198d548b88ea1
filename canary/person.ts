/** A made-up person whose data are sent on purpose: none of it may come back. */

/** What is sent of the person. Addresses and domain are those set aside for documents (RFC 5737, RFC 3849, RFC 2606). */
export const person = {
  id: "canary-person-7f3a",
  email: "canary.person@example.com",
  ipv4: "203.0.113.77",
  ipv6: "2001:db8:7f3a::77",
  prompt: "What would the canary say if it could not sing?",
} as const;

/** The kinds of personal data. */
export const personalData = Object.keys(person);

/** The kinds of the person's data that stand in a text in plain. */
export function leaksIn(text: string): readonly string[] {
  return Object.entries(person).flatMap(([kind, value]) => (text.includes(value) ? [kind] : []));
}
