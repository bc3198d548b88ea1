import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { traceTable } from "../../kit/panels/trace-table.ts";
import { traceSeries } from "../../kit/traces.ts";

/** By person and session, both as hashes. */
export function peopleBands(): Band[] {
  return [
    { title: "Users and sessions", height: 8, panels: [busiest()] },
    { height: 9, panels: [ofUser(), ofSession()] },
  ];
}

const busiest = () =>
  timeseries({
    id: 22,
    title: "Busiest users",
    description:
      "Requests of the ten users with the most, by their hash, of the traces that were kept.\n\n**Good:** nobody far above the others. **Otherwise:** a program under somebody's name: give it a key and a limit of its own.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [],
    traces: traceSeries(
      "{ kind = server && span.client.user.id != nil } | count_over_time() by (span.client.user.id) | topk(10)",
    ),
  });

const ofUser = () =>
  traceTable({
    id: 23,
    title: "Traces of the user",
    description:
      "Traces with the hash in *User* above, under any name that Open WebUI and LiteLLM give it; `.*` shows all that have one.\n\n**Good:** the traces that the user speaks of. **Otherwise:** none: take the hash from a log line or a span, never the name; the stack's pepper makes it.",
    query:
      '{ span.client.user.id =~ "$user" || span.user.id =~ "$user" || span.litellm.metadata.user_api_key_end_user_id =~ "$user" || span.metadata.user_api_key_end_user_id =~ "$user" }',
    rows: "traces",
  });

const ofSession = () =>
  traceTable({
    id: 24,
    title: "Traces of the session",
    description:
      "Traces with the hash in *Session* above; `.*` shows all that have one.\n\n**Good:** the steps of one conversation. **Otherwise:** none: Open WebUI sends no session to LiteLLM by itself; the client must send `x-litellm-session-id`.",
    query: '{ span.gen_ai.conversation.id =~ "$session" || span.session.id =~ "$session" }',
    rows: "traces",
  });
