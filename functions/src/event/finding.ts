/** Something that needs a person and belongs to no single record: a column that cannot be read, settings that are not right. */
export type Finding = {
  /** Begins with `finding.`; one Issue for each code and subject. */
  readonly code: `finding.${string}`;
  /** The column, setting or permission it is about; it tells one cause from another. */
  readonly subject: string;
  /** What is wrong and what to do, without any value of a record. */
  readonly message: string;
};
