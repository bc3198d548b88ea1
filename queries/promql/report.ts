import type { Span } from "./ast.ts";

/** Takes down a problem: where, what is wrong as a sentence, and what to do. */
export type Report = (span: Span, message: string, hint?: string) => void;
