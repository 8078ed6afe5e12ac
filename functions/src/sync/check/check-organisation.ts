import { z } from 'zod';
import type { CheckLine } from '../../event/check-result.ts';
import type { CheckDoors } from './doors.ts';
import { amber, green, red } from './line.ts';

const whoShape = z.object({ OrganizationId: z.string().toLowerCase(), UserId: z.string() });
const versionShape = z.object({ Version: z.string() });
const userShape = z.object({
  isdisabled: z.boolean().nullable().optional(),
  applicationid: z.string().nullable().optional(),
});

/** The oldest Dataverse that Assent works with: Custom APIs, the query function `In` and the Web API 9.2. */
export const oldestDataverse = '9.2';

/** Is it the organisation that this relay serves? A copy of it has the same rows and registrations, and another id. */
export async function checkOrganisation({ dataverse, organizationId }: CheckDoors): Promise<readonly CheckLine[]> {
  const { OrganizationId: found } = whoShape.parse(await dataverse.read('WhoAmI'));
  if (found === organizationId) return [green('organisation', `This relay serves the organisation ${organizationId}.`)];
  return [
    red(
      'organisation',
      `This relay serves the organisation ${organizationId}, and DATAVERSE_URL leads to ${found}.`,
      'A copied environment needs a relay of its own. Otherwise correct DATAVERSE_URL or ORGANIZATION_ID.',
    ),
  ];
}

export async function checkDataverseVersion({ dataverse }: CheckDoors): Promise<readonly CheckLine[]> {
  const { Version: version } = versionShape.parse(await dataverse.read('RetrieveVersion'));
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < 9 || (major === 9 && minor < 2);
  const says = `Dataverse ${version}; the oldest that Assent works with is ${oldestDataverse}.`;
  return [isOld ? red('dataverse', says, 'Update the environment before you use Assent.') : green('dataverse', says)];
}

/** The user behind our sign-in: an application user of our own app registration, with our role and no other. */
export async function checkApplicationUser({ dataverse, clientId }: CheckDoors): Promise<readonly CheckLine[]> {
  const { UserId: id } = whoShape.parse(await dataverse.read('WhoAmI'));
  const user = userShape.parse(await dataverse.read(`systemusers(${id})?$select=isdisabled,applicationid`));
  if (user.isdisabled)
    return [red('application user', 'The application user is disabled.', 'Enable it in the admin center.')];
  if (user.applicationid?.toLowerCase() === clientId.toLowerCase())
    return [green('application user', `The relay signs in as the application user of ${clientId}.`)];
  return [
    amber(
      'application user',
      `The relay signs in with ${clientId}, and the user has another application id.`,
      'Run the installer with --client-id and the id of the relay’s app registration.',
    ),
  ];
}

const amberMs = 120_000;
const redMs = 300_000;

/** Nothing is ordered by clocks, but signatures, tokens and time windows are refused when they differ. */
export async function checkClock({ dataverse, now }: CheckDoors): Promise<readonly CheckLine[]> {
  const before = now();
  const theirs = await dataverse.clock();
  const between = (before + now()) / 2;
  const seconds = Math.round(Math.abs(theirs - between) / 1000);
  const says = `The clocks of Dataverse and the relay differ by ${seconds} s.`;
  const repair = 'Correct the clock of whoever is wrong: compare both with a time server.';
  if (seconds * 1000 > redMs) return [red('clock', says, repair)];
  return [seconds * 1000 > amberMs ? amber('clock', says, repair) : green('clock', says)];
}
