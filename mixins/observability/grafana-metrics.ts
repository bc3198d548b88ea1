/**
 * What Grafana tells of itself: its requests, data sources, plugins, alert rules and content. It is no record: Grafana's server
 * cannot be built here. The names and types are those that its sources have had since release 11; there are more, and labels
 * come and go between releases, so they are open, and a name that is not here may exist all the same.
 *
 * Sources: https://github.com/grafana/grafana/tree/main/pkg, in infra/metrics, middleware, infra/httpclient,
 * services/pluginsintegration/clientmiddleware and services/ngalert/metrics.
 */
import type { Catalogue, Metric } from "../../queries/catalogue.ts";
import { cluster } from "../cluster-labels.ts";
import { oneOf } from "../one-of.ts";
import { unitOf } from "../unit-of.ts";

function named(type: Metric["type"], helps: Readonly<Record<string, string>>): readonly Metric[] {
  return Object.entries(helps).map(([suffix, help]) => {
    const name = `grafana_${suffix}`;
    const unit = unitOf(name);
    return { name, type, help, ...(unit === undefined ? {} : { unit }), labels: {}, labelNames: "open" };
  });
}

/** Grafana's own series. */
export const grafanaCatalogue: Catalogue = {
  system: "grafana",
  world: "open",
  targetLabels: {
    cluster,
    job: oneOf("grafana"),
    instance: { bound: 5, examples: ["grafana-0"], reason: "replicas, by pod" },
  },
  metrics: [
    ...named("counter", {
      access_evaluation_count: "Evaluations of permissions.",
      alerting_rule_evaluation_failures_total: "Evaluations of alert rules that failed.",
      alerting_rule_evaluations_total: "Evaluations of alert rules.",
      alerting_schedule_rule_evaluations_missed_total: "Evaluations of alert rules left out for slowness.",
      api_dashboard_snapshot_create_total: "Snapshots of dashboards that were made.",
      api_login_oauth_total: "Logins through OAuth.",
      api_login_post_total: "Logins by form.",
      api_models_dashboard_insert_total: "Dashboards that were added.",
      api_response_status_total: "Answers of the API.",
      datasource_request_total: "Requests to data sources.",
      instance_start_total: "Starts of the server.",
      page_response_status_total: "Answers to requests for pages.",
      plugin_request_total: "Requests to plugins.",
      proxy_response_status_total: "Answers of the data source proxy.",
      rendering_request_total: "Pictures that were asked for.",
    }),
    ...named("gauge", {
      alerting_rule_group_rules: "Alert rules that are scheduled.",
      alerting_rule_groups: "Groups of alert rules.",
      alerting_schedule_alert_rules: "Alert rules that may be evaluated next.",
      alerting_scheduler_behind_seconds: "How far the scheduler of alert rules is behind.",
      build_info: "Version of the server.",
      datasource_request_in_flight: "Requests to data sources under way.",
      environment_info: "What the operators say of the server.",
      http_request_in_flight: "Requests under way.",
      plugin_build_info: "Plugins and their versions.",
      rendering_queue_size: "Pictures that wait.",
      stat_active_users: "Users who were active lately.",
      stat_total_orgs: "Organisations.",
      stat_total_playlists: "Playlists.",
      stat_total_users: "Users.",
      stat_totals_admins: "Administrators.",
      stat_totals_alert_rules: "Alert rules.",
      stat_totals_annotations: "Annotations.",
      stat_totals_dashboard: "Dashboards.",
      stat_totals_dashboard_versions: "Versions of dashboards.",
      stat_totals_datasource: "Data sources.",
      stat_totals_editors: "Editors.",
      stat_totals_folder: "Folders.",
      stat_totals_library_panels: "Library panels.",
      stat_totals_viewers: "Viewers.",
    }),
    ...named("histogram", {
      alerting_rule_evaluation_duration_seconds: "How long evaluating an alert rule takes.",
      alerting_rule_send_alerts_duration_seconds: "How long sending alerts takes.",
      alerting_schedule_periodic_duration_seconds: "How long the scheduler of alert rules takes.",
      datasource_request_duration_seconds: "How long requests to data sources take.",
      datasource_response_size_bytes: "Size of data sources' answers.",
      http_request_duration_seconds: "How long requests take.",
      plugin_request_duration_seconds: "How long requests to plugins take.",
    }),
    ...named("summary", {
      api_dashboard_get_milliseconds: "How long loading a dashboard takes.",
      api_dashboard_save_milliseconds: "How long saving a dashboard takes.",
      api_dashboard_search_milliseconds: "How long searching dashboards takes.",
      api_dataproxy_request_all_milliseconds: "How long requests through the data source proxy take.",
    }),
  ],
};
