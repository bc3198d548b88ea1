/** IAM's decision on one request, as its documentation gives the logic: enough of it for the documents of this program. */

/** A request to AWS. */
export interface IamRequest {
  /** ARN of the role that asks. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** Condition keys of the request. */
  readonly context?: Readonly<Record<string, string>>;
}

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/**
 * Decides a request inside one account: a deny anywhere wins, then an allow anywhere, else no
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 *
 * @param documents the role's own policies and the resource's, as JSON.
 */
export function decide(documents: readonly string[], request: IamRequest): "allow" | "deny" | "not allowed" {
  const matching = documents
    .flatMap((document): Statement[] => JSON.parse(document).Statement)
    .filter((statement) => matches(statement, request));
  if (matching.some(({ Effect }) => Effect === "Deny")) return "deny";
  return matching.some(({ Effect }) => Effect === "Allow") ? "allow" : "not allowed";
}

function matches(statement: Statement, request: IamRequest): boolean {
  return (
    statement.Action.some((action) => like(action.toLowerCase(), request.action.toLowerCase())) &&
    (statement.Resource ?? ["*"]).some((resource) => like(resource, request.resource)) &&
    principalMatches(statement.Principal, request.principal) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => conditionMatches(operator, values, contextOf(request)[key])),
    )
  );
}

function contextOf({ principal, context }: IamRequest): Readonly<Record<string, string>> {
  return { "aws:PrincipalArn": principal, "aws:SecureTransport": "true", "s3:TlsVersion": "1.3", ...context };
}

function principalMatches(principal: Statement["Principal"], asking: string): boolean {
  if (principal === undefined || principal === "*") return true;
  return Object.values(principal).flat().includes(asking);
}

function conditionMatches(operator: string, values: readonly string[], found: string | undefined): boolean {
  switch (operator) {
    case "StringEquals":
    case "Bool":
      return found !== undefined && values.includes(found);
    case "StringLike":
      return found !== undefined && values.some((value) => like(value, found));
    case "NumericLessThan":
      return found !== undefined && values.some((value) => Number(found) < Number(value));
    case "ArnNotEquals":
      return found === undefined || !values.some((value) => like(value, found));
    default:
      throw new Error(`no rule for the condition operator ${operator}`);
  }
}

function like(pattern: string, text: string): boolean {
  const escaped = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${escaped}$`, "s").test(text);
}
