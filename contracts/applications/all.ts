import type { Application } from "../record/recording.ts";
import { goServers } from "./go-servers.ts";
import { deployedKubeStateMetrics } from "./kube-state-metrics.ts";
import { litellmDefaults, litellmRecommended } from "./litellm.ts";
import { openWebuiDefaults, openWebuiRecommended } from "./open-webui.ts";

/** Everything that can be had from the registries, started and driven here. */
export const applications: readonly Application[] = [
  ...goServers,
  deployedKubeStateMetrics,
  litellmRecommended,
  litellmDefaults,
  openWebuiRecommended,
  openWebuiDefaults,
];

/** What is recorded in another way, or not at all, by name: why. */
export const notRecorded: Readonly<Record<string, string>> = {
  ollama: "tells nothing of itself, and is in no registry: LiteLLM's metrics and spans tell of it",
  tempo: "its module is not to be had from the Go proxy",
};
