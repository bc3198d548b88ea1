import type { Kind } from "../recipe.ts";

/** A stack: its settings, as small as they may be. */
export const stack: Kind = {
  kind: "stack",
  writes: "Pulumi.<NAME>.yaml with the settings that every stack needs",
  // As the engine has it (`tokens.QName`), without dots, which lead to other folders.
  pattern: /^[A-Za-z0-9][\w-]{0,99}$/,
  spelling: 'of letters, digits, "-" and "_", e.g. staging',
  taken: ({ inventory }) => inventory.stacks,
  recipe: ({ name }) => ({
    files: { [`Pulumi.${name}.yaml`]: settings(name) },
    edits: [],
    next: [`npm run preview -- ${name}`, `pulumi stack init ${name}`, `npm run engine:preview -- --stack ${name}`],
  }),
};

function settings(name: string): string {
  return `# yaml-language-server: $schema=config/stack.schema.json
# TODO: what this stack is for. docs/settings.md has every setting, Pulumi.prod.yaml uses most of them.
config:
  # TODO: the environment's name. It says what is asked of the stack, as dev and prod do; aiobs:standards says it otherwise.
  aiobs:environment: dev
  aiobs:cluster:
    # TODO: the cluster's name, as every series and alert will bear it.
    name: ${name}
  aiobs:foundation:
    # TODO: the context of your kubeconfig that leads to this cluster.
    context: ${name}
  aiobs:prometheus:
    replicas: 2
  aiobs:alertmanager:
    replicas: 2
    receivers:
      # TODO: who is told. Then: pulumi config set --secret slackWebhookUrl --stack ${name}
      team:
        slack:
          channel: "#${name}"
          webhookUrl: { secret: slackWebhookUrl }
      # TODO: a service that pages when it hears nothing. Then: pulumi config set --secret heartbeatUrl --stack ${name}
      heartbeat:
        webhook:
          url: { secret: heartbeatUrl }
    route:
      receiver: team
    watchdog:
      receiver: heartbeat
  aiobs:grafana:
    # TODO: where people reach Grafana, which alerts link to, and who forwards their requests.
    ingress:
      host: grafana.${name}.example.com
      className: traefik
      tlsSecret: grafana-tls
      from: { namespace: traefik }
  aiobs:runbooks:
    # TODO: where the pages of runbooks/ are served: alerts link there.
    baseUrl: https://runbooks.example.com/aiobs
`;
}
