import { importSolutions, planImports } from '../../../../solution/install/import-solutions.ts';
import type { Import } from '../../../../solution/install/importers/importer.ts';
import { fakeApi } from './fake-api.ts';

const wish = { version: '1.1.0.0', isManaged: true };
const core = (version: string, ismanaged = true) => ({ uniquename: 'assent_core', version, ismanaged });
const lead = { 'EntityDefinitions?': [{ LogicalName: 'lead' }] };

const plans: readonly (readonly [what: string, answers: Record<string, unknown>, plan: readonly string[]])[] = [
  ['nothing', {}, ['install assent_core']],
  ['nothing but leads', lead, ['install assent_core', 'install assent_sales']],
  ['an older core', { ...lead, solutions: [core('1.0.9.0')] }, ['upgrade assent_core', 'install assent_sales']],
  ['this core', { solutions: [core('1.1.0.0')] }, ['leave assent_core']],
  ['a core of the ninth, not the tenth', { solutions: [core('1.0.10.0')] }, ['upgrade assent_core']],
];

test.each(plans)('where there is %s', async (_, answers, plan) => {
  const { api } = fakeApi(answers);

  expect((await planImports(api, wish)).map(({ kind, uniqueName }) => `${kind} ${uniqueName}`)).toEqual(plan);
});

test('an unmanaged one of the same version is imported again', async () => {
  const { api } = fakeApi({ solutions: [core('1.1.0.0', false)] });

  expect((await planImports(api, { ...wish, isManaged: false }))[0]?.kind).toBe('again');
});

test.each([
  [core('1.2.0.0'), 'assent_core 1.2.0.0 is here, which is newer than 1.1.0.0: take the newer package.'],
  [core('1.0.0.0', false), 'assent_core is here as unmanaged: give --unmanaged, or uninstall it first.'],
])('%j is not written over', async (solution, says) => {
  const { api } = fakeApi({ solutions: [solution] });

  await expect(planImports(api, wish)).rejects.toThrow(says);
});

test('only a managed solution is upgraded; what is left as it is is not imported', async () => {
  const imported: Import[] = [];
  const importer = { name: 'pac' as const, importZip: async (order: Import) => void imported.push(order) };
  const plan = (uniqueName: 'assent_core' | 'assent_sales', kind: 'upgrade' | 'leave') => ({
    uniqueName,
    kind,
    says: '',
  });

  await importSolutions([plan('assent_core', 'upgrade'), plan('assent_sales', 'leave')], importer, {
    isManaged: true,
    say: () => undefined,
  });
  await importSolutions([plan('assent_core', 'upgrade')], importer, { isManaged: false, say: () => undefined });

  expect(imported.map(({ zip, isUpgrade }) => [zip.replace(/.*\//, ''), isUpgrade])).toEqual([
    ['assent_core_managed.zip', true],
    ['assent_core.zip', false],
  ]);
});
