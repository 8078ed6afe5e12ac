import type { CheckLine } from '../../../../../functions/src/event/check-result.ts';
import { defaultSettings } from '../../../../../functions/src/event/default-settings.ts';
import {
  checkApplicationUser,
  checkClock,
  checkDataverseVersion,
  checkOrganisation,
} from '../../../../../functions/src/sync/check/check-organisation.ts';
import { checkPlatform } from '../../../../../functions/src/sync/check/check-platform.ts';
import { checkPrivileges } from '../../../../../functions/src/sync/check/check-privileges.ts';
import { checkQueues } from '../../../../../functions/src/sync/check/check-queues.ts';
import { checkSolutions } from '../../../../../functions/src/sync/check/check-solutions.ts';
import { checkSteps } from '../../../../../functions/src/sync/check/check-steps.ts';
import { checkTracking } from '../../../../../functions/src/sync/check/check-tracking.ts';
import { fakeDoors, organizationId, refusal } from './fake-doors.ts';

const who = { WhoAmI: { OrganizationId: organizationId.toUpperCase(), UserId: 'me' } };
const short = (lines: readonly CheckLine[]) =>
  lines.map(({ state, check, message }) => `${state} ${check}: ${message}`);

describe('organisation', () => {
  test('the id counts, however it is written', async () => {
    expect(short(await checkOrganisation(fakeDoors(who)))).toEqual([
      `green organisation: This relay serves the organisation ${organizationId}.`,
    ]);
  });

  test('another one is red', async () => {
    const doors = fakeDoors({ WhoAmI: { OrganizationId: 'other', UserId: 'me' } });

    expect(short(await checkOrganisation(doors))).toEqual([
      `red organisation: This relay serves the organisation ${organizationId}, and DATAVERSE_URL leads to other.`,
    ]);
  });
});

test.each([
  ['9.2.0.0', 'green'],
  ['9.10.1.2', 'green'],
  ['10.0.0.1', 'green'],
  ['9.1.99.99', 'red'],
  ['8.2.1.2', 'red'],
])('Dataverse %s is %s', async (Version, state) => {
  expect((await checkDataverseVersion(fakeDoors({ RetrieveVersion: { Version } })))[0]?.state).toBe(state);
});

test.each([
  [119, 'green'],
  [-121, 'amber'],
  [300, 'amber'],
  [-301, 'red'],
])('a clock that is off by %d s is %s', async (seconds, state) => {
  const doors = fakeDoors({});

  const [line] = await checkClock({ ...doors, dataverse: { ...doors.dataverse, clock: async () => seconds * 1000 } });

  expect(line?.state).toBe(state);
  expect(line?.message).toContain(` ${Math.abs(seconds)} s`);
});

test('an answer that was long under way is not taken for a wrong clock', async () => {
  const times = [0, 400_000];
  const doors = fakeDoors({}, { now: () => times.shift() ?? 0 });

  const [line] = await checkClock({ ...doors, dataverse: { ...doors.dataverse, clock: async () => 200_000 } });

  expect(line?.state).toBe('green');
});

describe('application user', () => {
  const user = (columns: object) => fakeDoors({ ...who, 'systemusers(me)': columns });

  test.each([
    [{ isdisabled: false, applicationid: '11111111-2222-4333-8444-555555555555' }, 'green'],
    [{ isdisabled: true, applicationid: '11111111-2222-4333-8444-555555555555' }, 'red'],
    [{ isdisabled: false, applicationid: null }, 'amber'],
  ])('%j is %s', async (columns, state) => {
    expect((await checkApplicationUser(user(columns)))[0]?.state).toBe(state);
  });
});

describe('solutions', () => {
  const solutions = (versions: Readonly<Record<string, string>>, hasLead = false) =>
    fakeDoors({
      'solutions?': Object.entries(versions).map(([uniquename, version]) => ({ uniquename, version })),
      'EntityDefinitions?': hasLead ? [{ LogicalName: 'lead' }] : [],
    });

  test.each([
    [{ assent_core: '0.1.0.0' }, false, ['green']],
    [{ assent_core: '0.0.9.0' }, false, ['amber']],
    [{ assent_core: '0.10.0.0' }, false, ['amber']],
    [{}, false, ['red']],
    [{ assent_core: '0.1.0.0' }, true, ['green', 'amber']],
    [{ assent_core: '0.1.0.0', assent_sales: '0.1.0.0' }, true, ['green', 'green']],
  ] as const)('%j with leads %s is %j', async (versions, hasLead, states) => {
    expect((await checkSolutions(solutions(versions, hasLead))).map(({ state }) => state)).toEqual(states);
  });

  test('the repair names who is behind', async () => {
    const [behind] = await checkSolutions(solutions({ assent_core: '0.0.9.0' }));
    const [ahead] = await checkSolutions(solutions({ assent_core: '0.2.0.0' }));

    expect(behind?.repair).toBe('Run the installer of version 0.1.0: it upgrades the solution.');
    expect(ahead?.repair).toBe('Deploy the relay of version 0.2.0.');
  });
});

describe('steps', () => {
  const none = async () => new Set<string>();

  test('without the webhook nothing can come', async () => {
    expect(short(await checkSteps(fakeDoors({}), defaultSettings, none))).toEqual([
      'red webhook: The webhook "Assent relay" is not registered.',
    ]);
  });

  test('a webhook without a key is red; where there is no lead its steps are not missed', async () => {
    const doors = fakeDoors({
      'serviceendpoints?': [{ serviceendpointid: 'e', url: 'https://x', isauthvalueset: false }],
    });

    const lines = await checkSteps(doors, defaultSettings, none);

    expect(short(lines)).toContain('red webhook: The webhook has no key.');
    expect(lines.map(({ check }) => check)).not.toContain('steps of lead');
  });
});

describe('privileges', () => {
  const all = [
    'Contact',
    'Account',
    'Lead',
    'assent_permission',
    'assent_subscription',
    'assent_configuration',
    'assent_job',
    'assent_issue',
  ];
  const privileges = (without: string) => ({
    'systemusers(me)/': {
      RolePrivileges: all
        .flatMap((table) => [`prvCreate${table}`, `prvWrite${table}`])
        .filter((name) => name !== without)
        .map((PrivilegeName) => ({ PrivilegeName })),
    },
  });

  test('that are all there are green', async () => {
    expect((await checkPrivileges(fakeDoors({ ...who, ...privileges('') }), true))[0]?.state).toBe('green');
  });

  test('a table that may not be read is red and named', async () => {
    const doors = fakeDoors({ ...who, ...privileges(''), asyncoperations: refusal(403) });

    expect(short(await checkPrivileges(doors, true))).toEqual([
      'red privileges: The relay may not read asyncoperations.',
    ]);
  });

  test('a table that may not be written is amber and named; that of leads only where there are leads', async () => {
    const doors = fakeDoors({ ...who, ...privileges('prvWriteLead') });

    expect(short(await checkPrivileges(doors, true))).toEqual(['amber privileges: The relay has no prvWriteLead.']);
    expect((await checkPrivileges(doors, false))[0]?.state).toBe('green');
  });
});

test('change tracking that is off is red and names the table', async () => {
  const tables = (off?: string) =>
    ['contact', 'account'].map((LogicalName) => ({ LogicalName, ChangeTrackingEnabled: LogicalName !== off }));

  expect((await checkTracking(fakeDoors({ EntityDefinitions: tables() })))[0]?.state).toBe('green');
  expect(short(await checkTracking(fakeDoors({ EntityDefinitions: tables('account') })))).toEqual([
    'red change tracking: Off for account: a lost webhook of theirs would not be noticed.',
  ]);
});

test('dead letters are amber, by queue', async () => {
  const doors = fakeDoors({}, { deadLetters: async () => ({ jobs: 2, 'crm-events': 0 }) });

  expect(short(await checkQueues(doors))).toEqual(['amber queues: In the dead letters: 2 of jobs.']);
});

test('a platform that refuses us is red, and the setting is named', async () => {
  const doors = fakeDoors({}, { listed: () => Promise.reject(new Error('SPOTLER_KEY: refused (401)')) });

  expect(short(await checkPlatform(doors, defaultSettings))).toEqual([
    'red platform: It could not be asked: SPOTLER_KEY: refused (401).',
  ]);
});
