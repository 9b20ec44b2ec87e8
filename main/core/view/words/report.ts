/** The words of the report about an answer nobody understood. The report itself is for its readers, and in English. */
export interface ReportWords {
  readonly copy: string;
  /** Once it is done, with what it holds. */
  readonly copied: string;
}
