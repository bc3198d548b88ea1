import type { OtlpReceiver } from "../otlp/receiver.ts";

/** A metric that a client library has registered, with or without a series. */
export interface RegisteredMetric {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly labels: readonly string[];
}

/** What was seen of an application while it was driven. */
export interface Recording {
  /** What `/metrics` answered, at different times. */
  readonly expositions?: readonly string[];
  readonly registered?: readonly RegisteredMetric[];
  readonly otlp?: OtlpReceiver;
  /** Its standard output and error. */
  readonly lines: readonly string[];
  /** How it answers what matters to who watches it, status and type, by the request. Default: nothing does. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Texts that differ from run to run, and what stands for them: addresses, folders. */
  readonly places: Readonly<Record<string, string>>;
}

/** What an application is recorded with. */
export interface Stage {
  /** Ends what was started. */
  readonly bed: AsyncDisposableStack;
  /** A folder of its own, empty, and removed at the end. */
  readonly folder: string;
  /** Says what is being done. */
  readonly tell: (text: string) => void;
}

/** An application that can be had, started and driven here. */
export interface Application {
  /** How its contract is called. */
  readonly name: string;
  readonly version: string;
  /** What of its settings decides what it tells. */
  readonly settings: readonly string[];
  /** Where it comes from, for people. */
  readonly from: string;
  /**
   * Installs what is not there yet, starts it and drives it.
   * @throws {Error} when it cannot be had, started or driven.
   */
  readonly record: (stage: Stage) => Promise<Recording>;
}
