/**
 * IAM policy documents as typed statements. Least privilege is checked where a document is made: no action for all, and
 * no `*` resource that does not say why.
 *
 * Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */

/** An action, e.g. `s3:GetObject` or `ec2:Describe*`. */
export type Action = `${string}:${string}`;

/** Who a statement of a resource's own policy, or of a role's trust policy, is about. */
type Principal =
  | { readonly service: string }
  | { readonly aws: readonly string[] }
  | { readonly federated: string }
  | "everyone";

/** Conditions: operator, then key, then the values of which one must match. */
type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** One statement. */
export interface Statement {
  /** What the statement is for, in CamelCase. Unique in its document. */
  readonly sid: string;
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly [Action, ...Action[]];
  /** ARNs, with `*` and `?` as wildcards. Absent in a trust policy, which is about the role itself. */
  readonly resources?: readonly [string, ...string[]];
  readonly principal?: Principal;
  readonly conditions?: Conditions;
  /** Why the statement allows all resources: for actions that AWS cannot narrow down. */
  readonly whyAllResources?: string;
}

/** Longest documents in characters without white space (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
export const documentLimits = { trust: 2048, inline: 10_240, bucket: 20_480 } as const;

/** Where a document goes. */
export type DocumentKind = keyof typeof documentLimits;

/** Everything that is wrong with statements as one document. */
export function policyProblems(kind: DocumentKind, statements: readonly Statement[]): readonly string[] {
  const sids = statements.map(({ sid }) => sid);
  const length = JSON.stringify(documentOf(statements)).length;
  return [
    ...(statements.length === 0 ? ["a document needs a statement"] : []),
    ...sids.filter((sid, index) => sids.indexOf(sid) < index).map((sid) => `${sid}: two statements of that name`),
    ...statements.flatMap((statement) =>
      statementProblems(kind, statement).map((problem) => `${statement.sid}: ${problem}`),
    ),
    ...(length > documentLimits[kind] ? [`${length} characters, at most ${documentLimits[kind]} fit`] : []),
  ];
}

/**
 * The JSON of a policy document. Same statements, same text.
 *
 * @param kind where the document goes: it decides what a statement needs, and the length.
 * @throws {Error} naming every problem.
 */
export function policyDocument(kind: DocumentKind, statements: readonly Statement[]): string {
  const problems = policyProblems(kind, statements);
  if (problems.length > 0) throw new Error(`IAM policy: ${problems.join("; ")}`);
  return JSON.stringify(documentOf(statements));
}

function documentOf(statements: readonly Statement[]): object {
  return {
    Version: "2012-10-17",
    Statement: statements.map(({ sid, effect, actions, resources, principal, conditions }) => ({
      Sid: sid,
      Effect: effect,
      ...(principal === undefined ? {} : { Principal: principalOf(principal) }),
      Action: actions,
      ...(resources === undefined ? {} : { Resource: resources }),
      ...(conditions === undefined ? {} : { Condition: conditions }),
    })),
  };
}

function principalOf(principal: Principal): object | "*" {
  if (principal === "everyone") return "*";
  if ("service" in principal) return { Service: principal.service };
  if ("aws" in principal) return { AWS: principal.aws };
  return { Federated: principal.federated };
}

function statementProblems(kind: DocumentKind, statement: Statement): readonly string[] {
  const { sid, effect, actions, resources, principal, whyAllResources } = statement;
  const allows = effect === "Allow";
  return [
    ...(/^[A-Za-z0-9]+$/.test(sid) ? [] : ["a sid is of letters and digits"]),
    ...actions.flatMap((action) =>
      allows && /^[^:]*\*|:\*+$/.test(action) ? [`"${action}" allows every action of a service; name the actions`] : [],
    ),
    ...(allows && resources?.includes("*") && whyAllResources === undefined
      ? ["allows all resources; name them, or say in whyAllResources why AWS cannot narrow them down"]
      : []),
    ...(allows && principal === "everyone" ? ["allows everyone; name the principals"] : []),
    ...(kind === "inline" && principal !== undefined ? ["a role's own policy names no principal"] : []),
    ...(kind !== "inline" && principal === undefined ? ["says nobody; name the principal"] : []),
    ...((kind === "trust") === (resources === undefined)
      ? []
      : [kind === "trust" ? "a trust policy names no resources" : "names no resources"]),
  ];
}
