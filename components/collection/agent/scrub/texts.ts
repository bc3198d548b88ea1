/** Texts that stand outside a record's attributes: they are put among them, scrubbed as one of them, and put back. */
import { EMAIL_URI_IN_NAME } from "./looks.ts";
import { own, type Step, type Subject, withoutOwn } from "./proof.ts";
import { replaceIn } from "./statements.ts";

/** Such a text. */
export interface LooseText {
  /** Its path: `span.name`. */
  readonly path: string;
  /** Its name among the attributes. */
  readonly name: string;
  /**
   * `any`: a body, as the text that it would be stored as. `text`: a body, where it is a text. `name`: a short text behind which
   * no field hashes an address for e-mail: it goes.
   */
  readonly kind: "any" | "text" | "name";
}

/** Puts texts among the attributes. Nothing is left in their own place: what is lost on the way is not let through. */
export function gathered(subject: Subject, texts: readonly LooseText[]): readonly Step[] {
  return texts.flatMap(({ path, name, kind }): readonly Step[] => {
    const place = own(subject, name);
    return [
      TAKEN[kind](path, place),
      { statements: [`set(${path}, "") where ${place} != nil`], ran: `${place} == nil or ${path} == ""` },
    ];
  });
}

/** Puts texts back, scrubbed. */
export function returned(subject: Subject, texts: readonly LooseText[]): readonly Step[] {
  return texts.flatMap(({ path, name, kind }): readonly Step[] => {
    const place = own(subject, name);
    return [
      { statements: [`set(${path}, ${place}) where ${place} != nil`], ran: `${place} == nil or ${path} == ${place}` },
      { statements: [withoutOwn(subject, name)], ran: `${place} == nil` },
      ...(kind === "name"
        ? [{ statements: [replaceIn(path, EMAIL_URI_IN_NAME)], ran: `Index(${path}, "mailto:") < 0` }]
        : []),
    ];
  });
}

const TAKEN: Readonly<Record<LooseText["kind"], (path: string, place: string) => Step>> = {
  // Of bytes nothing can be told.
  any: (path, place) => ({
    statements: [`set(${place}, String(${path})) where ${path} != nil`],
    ran: `${path} == nil or (${place} != nil and (${READABLE.map((type) => `Is${type}(${path})`).join(" or ")}))`,
  }),
  text: (path, place) => ({
    statements: [`set(${place}, ${path}) where IsString(${path})`],
    ran: `not IsString(${path}) or ${place} == ${path}`,
  }),
  name: (path, place) => ({ statements: [`set(${place}, ${path})`], ran: `${place} == ${path}` }),
};

const READABLE = ["String", "Map", "List", "Int", "Double", "Bool"] as const;
