import type { Dataverse } from './dataverse.ts';

/** The Configuration row named `settings`, with its row version; undefined where there is none. */
export async function readSettingsDocument(
  dataverse: Pick<Dataverse, 'query'>,
): Promise<{ readonly text: string; readonly version: string } | undefined> {
  const [row] = await dataverse.query(
    "assent_configurations?$select=assent_document&$filter=assent_name eq 'settings'",
  );
  if (!row || typeof row.assent_document !== 'string') return undefined;
  return { text: row.assent_document, version: String(row['@odata.etag']).replaceAll(/\D/g, '') };
}

/** Job rows: orders of the CRM, and what became of them. */
export function jobRows(dataverse: Pick<Dataverse, 'read' | 'write'>) {
  return {
    readJob: async (id: string) => {
      const row = await dataverse.read(
        `assent_jobs(${id})?$select=assent_kind,assent_status,assent_argument,_createdby_value`,
      );
      if (row === 'absent') return undefined;
      const { assent_kind: kind, assent_status: status, assent_argument: argument, _createdby_value: by } = row;
      return {
        kind: String(kind),
        status: String(status),
        argument: typeof argument === 'string' ? argument : undefined,
        by: typeof by === 'string' ? by : 'unknown',
      };
    },
    writeJob: async (id: string, { status, result }: { readonly status: string; readonly result?: unknown }) => {
      const columns = {
        assent_status: status,
        ...(result === undefined ? {} : { assent_result: JSON.stringify(result) }),
      };
      await dataverse.write(`assent_jobs(${id})`, columns, { 'if-match': '*' });
    },
  };
}

/** Subscription rows: the mirror of the platform's list. */
export function subscriptionRows(dataverse: Pick<Dataverse, 'query' | 'write'>) {
  return {
    known: async () => {
      const rows = await dataverse.query('assent_subscriptions?$select=assent_externalid');
      return new Set(rows.map((row) => String(row.assent_externalid)));
    },
    create: async (id: string, { externalId, name }: { readonly externalId: string; readonly name: string }) => {
      const columns = { assent_externalid: externalId, assent_name: name };
      await dataverse.write(`assent_subscriptions(${id})`, columns, { 'if-none-match': '*' });
    },
  };
}
