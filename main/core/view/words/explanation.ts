/** What happened, and what the user can do about it. Never one without the other. */
export interface Explanation {
  readonly what: string;
  readonly wayOut: string;
}
