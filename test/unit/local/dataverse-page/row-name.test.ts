import type { Table } from '../../../../infra/local/dataverse/page/metadata.ts';
import { rowName } from '../../../../infra/local/dataverse/page/row-name.ts';

const job: Table = {
  name: 'assent_job',
  entitySet: 'assent_jobs',
  idColumn: 'assent_jobid',
  nameColumn: 'assent_name',
  label: 'Job',
  pluralLabel: 'Jobs',
};

const cases: readonly (readonly [Record<string, unknown>, string])[] = [
  [{ assent_jobid: 'j1', assent_kind: 'fullsync', assent_name: 'Nightly' }, 'Nightly'],
  [{ assent_jobid: 'j1', assent_name: null, assent_kind: 'fullsync' }, 'fullsync'],
  [{ '@odata.etag': 'W/"1"', _ownerid_value: 'u1', assent_jobid: 'j1', assent_attempts: 3 }, '(no name)'],
];
for (const [row, expected] of cases) {
  test(`${JSON.stringify(row)} is called ${expected}`, () => {
    expect(rowName(job, row)).toBe(expected);
  });
}
