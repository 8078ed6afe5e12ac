import { idOf } from './id-of.ts';

/** An Issue row as a person reads it. */
export type Issue = {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly table?: string;
  readonly recordId?: string;
  readonly attempts?: number;
};

export type IssueStatus = 'open' | 'closed' | 'dismissed';

export type IssueDoors = {
  /** Undefined where there is no such row. */
  readonly readIssue: (
    id: string,
  ) => Promise<
    | { readonly status: IssueStatus; readonly code: string; readonly message: string; readonly attempts: number }
    | undefined
  >;
  readonly createIssue: (id: string, issue: Issue) => Promise<void>;
  readonly updateIssue: (
    id: string,
    columns: Partial<Issue> & { readonly status: IssueStatus; readonly active?: boolean },
  ) => Promise<void>;
};

/**
 * Makes the Issue row of a cause, or brings it up to date. One that a person has dismissed stays so until it happens again or is
 * something else; one that was closed is opened again. Repeating it changes nothing.
 */
export async function raiseIssue(cause: readonly string[], issue: Issue, doors: IssueDoors): Promise<void> {
  const id = idOf('issue', ...cause);
  const known = await doors.readIssue(id);
  if (!known) return doors.createIssue(id, issue);
  const isOther = known.code !== issue.code || known.message !== issue.message;
  const isMore = isOther || (issue.attempts ?? 0) > known.attempts;
  if (isMore || known.status === 'closed') await doors.updateIssue(id, { ...issue, status: 'open', active: true });
}

/** What it was about is over. */
export async function closeIssue(cause: readonly string[], doors: IssueDoors): Promise<void> {
  const id = idOf('issue', ...cause);
  const known = await doors.readIssue(id);
  if (known && known.status !== 'closed') await doors.updateIssue(id, { status: 'closed' });
}
