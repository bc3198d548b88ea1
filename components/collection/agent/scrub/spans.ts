import type { CollectorPiece } from "../../../collector/collector-config.ts";
import { TEXT_ATTRIBUTES } from "./field-names.ts";
import { lastLook } from "./last-look.ts";
import { uncounted } from "./proof.ts";
import { redaction } from "./redaction.ts";
import { lengthsInstead } from "./statements.ts";
import { EVERYWHERE, forgotten, RESOURCE, SCOPE, type Scrubbed, statementsOf, stepsOf } from "./subjects.ts";

const SPAN: Scrubbed = {
  context: "span",
  attributes: "span.attributes",
  cache: "span.cache",
  texts: [
    { path: "span.name", name: "name", kind: "name" },
    { path: "span.status.message", name: "status", kind: "name" },
    { path: "span.trace_state", name: "state", kind: "name" },
  ],
  looks: EVERYWHERE,
};

const EVENT: Scrubbed = {
  context: "spanevent",
  attributes: "spanevent.attributes",
  cache: "spanevent.cache",
  texts: [{ path: "spanevent.name", name: "name", kind: "name" }],
  looks: EVERYWHERE,
};

const ALL = [RESOURCE, SCOPE, SPAN, EVENT] as const;

/** How many of a span's events are scrubbed: with one that is not, the span goes. */
const EVENTS = 'span.attributes["aiobs.scrub.events"]';

const byLook: CollectorPiece = {
  processors: {
    "transform/spans": {
      error_mode: "ignore",
      trace_statements: [
        ...[SPAN, EVENT].map(({ context, attributes }) =>
          lengthsInstead(context, attributes, TEXT_ATTRIBUTES, ".length"),
        ),
        // Nothing in the language sees a link's attributes.
        {
          context: "span",
          conditions: ["Len(span.links) > 0"],
          statements: ["set(span.dropped_links_count, Len(span.links))", "set(span.links, nil)"],
        },
        ...ALL.map(statementsOf),
      ],
    },
  },
  pipelines: { traces: { processors: ["transform/spans"] } },
};

const dropped: CollectorPiece = {
  processors: {
    "transform/spans_last_look": {
      error_mode: "ignore",
      trace_statements: [
        { context: "span", statements: [`set(${EVENTS}, 0)`] },
        ...ALL.map((subject) =>
          subject === EVENT
            ? lastLook(subject, stepsOf(subject).length, (clean) => `set(${EVENTS}, ${EVENTS} + 1) where ${clean}`)
            : lastLook(subject, stepsOf(subject).length),
        ),
      ],
    },
    "filter/unscrubbed_spans": {
      error_mode: "propagate",
      traces: {
        span: [
          ...[RESOURCE, SCOPE, SPAN].map((subject) => uncounted(subject, stepsOf(subject).length + 1)),
          `${EVENTS} != Len(span.events)`,
          "Len(span.links) > 0",
        ],
      },
    },
    "transform/scrubbed_spans": {
      error_mode: "ignore",
      trace_statements: [
        ...ALL.map(forgotten),
        { context: "span", statements: ['delete_key(span.attributes, "aiobs.scrub.events")'] },
      ],
    },
  },
  pipelines: {
    traces: { processors: ["transform/spans_last_look", "filter/unscrubbed_spans", "transform/scrubbed_spans"] },
  },
};

/** Removes personal data from spans and their events, in this order; what is not scrubbed by then goes. */
export const scrubSpans: readonly CollectorPiece[] = [byLook, redaction("traces"), dropped];
