/** A stretch of a query's text, in UTF-16 units from 0, `to` excluded. */
export interface Span {
  readonly from: number;
  readonly to: number;
}
