/** How a query is used. */
export interface CheckOptions {
  /** The dashboard's own variables, without `$`. Absent: the query is a rule's, where nothing fills variables in. */
  readonly variables?: readonly string[];
  /** What the result is for; absent: not known. An alert must not show a bare counter, nor a record sum one. */
  readonly use?: "panel" | "alert" | "record";
  /**
   * Who wrote it. `foreign`: a user brought it along, from systems that no catalogue knows. What is only unusual in it is a
   * warning. Default: `own`, where all that is found is an error.
   */
  readonly content?: "own" | "foreign";
}
