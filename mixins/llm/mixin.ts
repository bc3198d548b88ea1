import type { Mixin } from "../mixin.ts";
import { llmAlerts } from "./alerts.ts";
import { dynamoCatalogue } from "./metrics/dynamo.ts";
import { llmRecordings, llmRecordingsOn } from "./recordings.ts";
import { llmSlos } from "./slos.ts";

/** A self-hosted LLM platform: Open WebUI → LiteLLM → Ollama, and inference servers as people run them. */
export const llm: Mixin = {
  system: "llm",
  catalogue: dynamoCatalogue,
  recordings: llmRecordings,
  recordingsOn: llmRecordingsOn,
  slos: llmSlos,
  alerts: llmAlerts,
  inhibitions: [
    // A model that is full answers late.
    { source: "LlmQueueBuildup", targets: ["LlmTimeToFirstTokenHigh"], equal: ["cluster", "job", "model"] },
  ],
};
