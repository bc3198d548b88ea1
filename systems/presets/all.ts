import { kueue } from "./kueue.ts";
import { litellm } from "./litellm.ts";
import { openWebui } from "./open-webui.ts";
import { postgresql } from "./postgresql.ts";
import type { Preset } from "./preset.ts";
import { qdrant } from "./qdrant.ts";
import { ray } from "./ray.ts";
import { redis } from "./redis.ts";
import { sglang } from "./sglang.ts";
import { triton } from "./triton.ts";
import { vllm } from "./vllm.ts";

/** The presets that an application may name, a line each. */
export const presets: readonly Preset[] = [
  kueue,
  litellm,
  openWebui,
  postgresql,
  qdrant,
  ray,
  redis,
  sglang,
  triton,
  vllm,
];
