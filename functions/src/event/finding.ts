/** Something that needs a person and belongs to no single record: a column that cannot be read, settings that are not right. */
export type Finding = {
  /** Begins with `finding.`; one Issue for each code and subject. */
  readonly code: `finding.${string}`;
  /** The column, setting or permission it is about; it tells one cause from another. */
  readonly subject: string;
  /** What is wrong and what to do, without any value of a record. */
  readonly message: string;
};

/** A contact that is not ours to write can be mailed though the permission was withdrawn at its address. `subject`: the platform's id. */
export function twinFinding(platformId: string, permissions: readonly string[]): Finding {
  return {
    code: 'finding.twin',
    subject: platformId,
    message: `The platform's contact ${platformId} can be mailed by ${permissions.join(', ')}, which was withdrawn at its address. It is not ours to write (a form sign-up, or another system's): switch it off on the platform.`,
  };
}
