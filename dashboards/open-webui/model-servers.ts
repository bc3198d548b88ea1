import { inWords } from "../../mixins/limit.ts";
import { openWebuiLimits as limits } from "../../mixins/open-webui/limits.ts";
import { CALL_FAILED } from "../../mixins/open-webui/selectors.ts";
import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { begins, calls, failedCalls, OLLAMA, SERVER_LEGEND } from "./selector.ts";

/** The servers that Open WebUI asks, and Ollama, of which no more is known than what others find. */
export function modelServerBands(): Band[] {
  return [
    { title: "Servers that it asks", height: 8, panels: [asked(), failed(), beginning()] },
    { title: "Ollama, as Open WebUI finds it", height: 8, panels: [ollamaCalls(), ollamaBegins()] },
  ];
}

const asked = () =>
  timeseries({
    id: 8,
    title: "Calls by server",
    description:
      "Calls per second of what Open WebUI asks: models' servers, and what it searches and fetches for people.\n\n**Good:** as people chat. **Otherwise:** a server's end: it is taken out, or all wait for it.",
    unit: "reqps",
    series: "stacked",
    queries: [{ expr: calls(), legend: SERVER_LEGEND }],
  });

const failed = () =>
  timeseries({
    id: 9,
    title: "Failed calls by server",
    description: `Share of a server's calls that ended with 5xx, or without an answer.\n\n**Good:** none. **Otherwise:** above ${inWords(limits.calls)} OpenWebuiModelServerFailing fires. One that is at 100% is away, or not where the settings say.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.05, red: limits.calls.value }),
    queries: [{ expr: `${failedCalls} or 0 * ${calls()}`, legend: SERVER_LEGEND }],
  });

const beginning = () =>
  timeseries({
    id: 10,
    title: "Time to the beginning of an answer",
    description:
      "Of 100 calls 95 have the beginning of their answer sooner; how long a whole chat takes, its span says. The last bucket is 10 s.\n\n**Good:** as usual for that server's models. **Otherwise:** a queue in front of the model, a model that is loaded, or a slow gateway.",
    unit: "s",
    series: "lines",
    queries: [{ expr: begins(0.95), legend: SERVER_LEGEND }],
  });

const ollamaCalls = () =>
  timeseries({
    id: 11,
    title: "Calls of Ollama",
    description:
      "Calls per second of servers on Ollama's port, 11434, and of these what failed: Ollama itself tells nothing.\n\n**Good:** none fails. **Otherwise:** OpenWebuiModelServerFailing: a model that does not fit ends its runner with 500, and one that is gone answers nobody.",
    unit: "reqps",
    series: "lines",
    queries: [
      { expr: calls(OLLAMA), legend: "{{server_address}}" },
      { expr: `${calls(`${OLLAMA}, ${CALL_FAILED}`)} or 0 * ${calls(OLLAMA)}`, legend: "{{server_address}} failed" },
    ],
  });

const ollamaBegins = () =>
  timeseries({
    id: 12,
    title: "Ollama's time to the first token",
    description:
      "How long Ollama takes to the beginning of an answer, with the time to load its model. The last bucket is 10 s.\n\n**Good:** about a second where the model is loaded. **Otherwise:** half of them late: models are loaded in turns, for they do not fit beside each other; all of them: a queue, or the processor in the GPU's place.",
    unit: "s",
    series: "lines",
    queries: [0.5, 0.95].map((q) => ({
      expr: begins(q, OLLAMA),
      legend: `{{server_address}} P${100 * q}`,
    })),
  });
