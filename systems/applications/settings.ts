import { type SectionCheck, section } from "../../config/section.ts";
import { describeFound, formatPath, type SettingPath, settingError } from "../../config/setting-problem.ts";
import { isAddress, isInNetwork } from "../../config/types/cidr.ts";
import type { Problem } from "../../problems/problem.ts";
import { presets } from "../presets/all.ts";
import { readMonitors } from "./monitor-files.ts";
import { type ApplicationSettings, type ApplicationsSettings, applicationsSchema } from "./schema.ts";

/** Where the settings of an application are. */
export function placeOf(name: string): SettingPath {
  return ["applications", name];
}

/** The ways to say where an application runs. */
const WHEREABOUTS = ["pods", "service", "targets", "dns", "monitors", "sends"] as const;

/** What manifests of monitors say themselves. */
const SAID_BY_MONITORS = ["scheme", "tls", "authentication", "scrapeInterval", "scrapeTimeout"] as const;

/** What says how an application is asked. */
const SAID_OF_ASKING = [
  ...(["path", "scheme", "tls", "authentication", "scrapeInterval", "scrapeTimeout"] as const),
] as const;

/** The ways to say who Prometheus is. */
const LOGINS = ["basic", "bearer", "serviceAccount"] as const;

/** A rule on each application. */
function each(rule: string, find: (at: SettingPath, one: ApplicationSettings) => readonly Problem[]) {
  return {
    rule,
    find: (all: ApplicationsSettings) => Object.entries(all).flatMap(([name, one]) => find(placeOf(name), one)),
  };
}

/** How the settings of an application must fit each other, and those of the stack. */
const checks: readonly SectionCheck<ApplicationsSettings>[] = [
  each("An application names one of `pods`, `service`, `targets`, `dns`, `monitors` and `sends`.", (at, one) => {
    const named = WHEREABOUTS.filter((where) => one[where] !== undefined);
    if (named.length === 1) return [];
    const message = named.length === 0 ? "does not say where it runs" : `names both ${named.join(" and ")}`;
    const hint =
      named.length === 0
        ? `set one of ${WHEREABOUTS.join(", ")}`
        : "leave one, and make another application of what the other finds";
    return [settingError(at, message, { hint })];
  }),
  each(
    "An application's `cidrs` are set where there are `targets` or `dns`: network policies let Prometheus reach nothing else.",
    (at, { targets, dns, pods, cidrs }) => {
      if (pods !== undefined && cidrs.length > 0) {
        const message = "is for what is outside the cluster; pods are reached by their namespaces and labels";
        return [settingError([...at, "cidrs"], message, { hint: "remove it" })];
      }
      if ((targets === undefined && dns === undefined) || cidrs.length > 0) return [];
      const message = 'needed with targets and dns: name the networks that they are in, such as "10.20.0.0/16"';
      return [settingError([...at, "cidrs"], message, { found: "an empty list" })];
    },
  ),
  each(
    "A target that is given by its address is in one of the application's `cidrs`.",
    (at, { targets = [], cidrs }) => {
      if (cidrs.length === 0) return [];
      return targets.flatMap(({ text, host }, index) => {
        if (!isAddress(host) || cidrs.some((network) => isInNetwork(host, network))) return [];
        const message = `is in none of ${formatPath([...at, "cidrs"])}; add its network there`;
        return [settingError([...at, "targets", index], message, { found: describeFound(text) })];
      });
    },
  ),
  each("A name in an application's `dns` begins with `_` where its type is `SRV`, and only there.", (at, { dns }) =>
    (dns?.names ?? []).flatMap((name, index) => {
      if (name.startsWith("_") === (dns?.type === "SRV")) return [];
      const message = dns?.type === "SRV" ? "is not the name of SRV records, which begins with _" : "names SRV records";
      const hint =
        dns?.type === "SRV" ? "set type: A, or name the service as in _vllm._tcp.example.com" : "set type: SRV";
      return [settingError([...at, "dns", "names", index], message, { found: describeFound(name), hint })];
    }),
  ),
  each(
    "An application's `pods` and `service` have `ports` where it has no `preset`.",
    (at, { preset, pods, service }) => {
      if (preset !== undefined) return [];
      const without = Object.entries({ pods, service }).filter(
        ([, where]) => where !== undefined && where.ports === undefined,
      );
      return without.map(([where]) => {
        const hint = "name the ports that serve metrics, or the preset that the application is";
        return settingError([...at, where, "ports"], "needed where there is no preset", { hint });
      });
    },
  ),
  each("An application with `tls` has no other `scheme` than https.", (at, { tls, scheme }) => {
    if (tls === undefined || scheme !== "http") return [];
    return [settingError([...at, "scheme"], "there is tls, which http does not have", { hint: "remove one of them" })];
  }),
  each(
    "An application's `authentication` is one of `basic`, `bearer` and `serviceAccount`.",
    (at, { authentication }) => {
      if (authentication === undefined) return [];
      const named = LOGINS.filter((one) => authentication[one] !== undefined);
      if (named.length === 1) return [];
      const message = named.length === 0 ? "names no login" : `names both ${named.join(" and ")}`;
      return [settingError([...at, "authentication"], message, { hint: `set one of ${LOGINS.join(", ")}` })];
    },
  ),
  each(
    "An application that is shown Prometheus' own token (`authentication.serviceAccount`) has `tls`, and runs in the cluster.",
    (at, { authentication, tls, targets, dns }) => {
      if (authentication?.serviceAccount === undefined) return [];
      const here = [...at, "authentication", "serviceAccount"];
      const outside = targets !== undefined || dns !== undefined;
      return [
        ...(tls === undefined
          ? [
              settingError(here, "would send the token in plain text", {
                hint: "set tls; {} verifies by the image's authorities",
              }),
            ]
          : []),
        ...(outside
          ? [
              settingError(here, "would send the token out of the cluster", {
                hint: "use bearer, with a token of that server's",
              }),
            ]
          : []),
      ];
    },
  ),
  each(
    "What an application's `monitors` scrape, and how, their manifests alone say; all of them is read.",
    (at, one) => {
      if (one.monitors === undefined) return [];
      const twice = SAID_BY_MONITORS.filter((key) => one[key] !== undefined).map((key) => {
        const hint = "remove it, or describe the application here without monitors";
        return settingError([...at, key], "the manifests say it, and this is not read", { hint });
      });
      return [...twice, ...one.monitors.flatMap((file) => readMonitors(file).problems)];
    },
  ),
  each("Of an application that `sends` its metrics nothing says how it is asked for them.", (at, one) => {
    if (one.sends === undefined) return [];
    const said = [
      ...SAID_OF_ASKING.filter((key) => one[key] !== undefined),
      ...(one.cidrs.length > 0 ? ["cidrs"] : []),
    ];
    return said.map((key) => settingError([...at, key], "nobody asks it: it sends its metrics", { hint: "remove it" }));
  }),
  each(
    "An application with a `preset` gives its metrics as that server does: it is asked, or it `sends` them.",
    (at, one) => {
      const preset = presets.find(({ mixin }) => mixin.system === one.preset);
      if (preset === undefined) return [];
      if (one.sends === undefined && preset.scrape === undefined) {
        const hint = "write sends: otlp in place of where it runs";
        return [settingError([...at, "preset"], `${one.preset} serves no metrics: it sends them`, { hint })];
      }
      if (one.sends === undefined || preset.sent !== undefined) return [];
      const hint = "say where it runs: pods or service";
      return [
        settingError([...at, "sends"], `${one.preset} sends no metrics that are known: it is asked for them`, { hint }),
      ];
    },
  ),
  {
    rule: "An application `sends` its metrics only where there is an agent to take them: with `logs` or `traces`.",
    find: (all, { written }) =>
      written === undefined || written.has("logs") || written.has("traces")
        ? []
        : Object.entries(all).flatMap(([name, { sends }]) => {
            if (sends === undefined) return [];
            const hint = "set logs or traces, whose agents take metrics as well";
            return [settingError([...placeOf(name), "sends"], "there is no agent to send to", { hint })];
          }),
  },
  {
    rule: "No two applications that `send` have one `serviceName`: by it they are told apart.",
    find: (all) => {
      const senders = Object.entries(all).filter(([, { sends }]) => sends !== undefined);
      return senders.flatMap(([name, { serviceName = name }], index) => {
        const other = senders.slice(0, index).find(([own, one]) => (one.serviceName ?? own) === serviceName);
        if (other === undefined) return [];
        const message = `is what ${formatPath(placeOf(other[0]))} is called, too`;
        return [settingError([...placeOf(name), "serviceName"], message, { found: describeFound(serviceName) })];
      });
    },
  },
  {
    rule: "An application's `scrapeTimeout` is at most its `scrapeInterval`, its own or that of all.",
    find: (all, { prometheus }) =>
      Object.entries(all).flatMap(([name, { scrapeTimeout, scrapeInterval = prometheus?.scrapeInterval }]) => {
        if (scrapeTimeout === undefined || scrapeInterval === undefined) return [];
        if (scrapeTimeout.seconds <= scrapeInterval.seconds) return [];
        const message = `expected at most its scrapeInterval, ${scrapeInterval.text}`;
        const found = describeFound(scrapeTimeout.text);
        return [settingError([...placeOf(name), "scrapeTimeout"], message, { found })];
      }),
  },
];

/** The settings `aiobs:applications`: what else is watched, by name. */
export const applicationsSettings = section("applications", applicationsSchema, checks);
