import { z } from 'zod';
import type { Account } from '../../account/read-account.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Call } from '../env.ts';
import { readBody } from '../read-body.ts';
import { badRequest } from '../refuse.ts';

const automationTriggerRequest = z.object({ externalContactId: z.string() });

type Automation = Account['automations'][number];
type Result = 'OK' | 'AUTOMATION_INACTIVE' | 'PARTICIPATION_LIMIT_REACHED';

/**
 * `POST /automation/trigger/{triggerCode}`: 200 when at least one automation behind the trigger started, 417 when none did, both with the
 * result of each; 404 for an unknown trigger or contact.
 */
export async function triggerAutomation(sandbox: Sandbox, c: Call): Promise<Response> {
  const triggerCode = c.req.param('triggerCode');
  const automations = sandbox.account.automations.filter((automation) => automation.triggerCode === triggerCode);
  if (automations.length === 0) return c.json({ result: 'TRIGGER_NOTFOUND', automationResults: [] }, 404);
  const read = await readBody(c, automationTriggerRequest);
  if ('problem' in read) return badRequest(c, read.problem);
  const contact = sandbox.contacts.byExternalId(c.get('consumer').externalIdField, read.body.externalContactId);
  if (!contact || contact.state === 'anonymized')
    return c.json({ result: 'CONTACT_NOTFOUND', automationResults: [] }, 404);
  const automationResults = automations.map((automation) => ({
    automationId: automation.automationId,
    result: start(sandbox, automation, contact.number),
  }));
  if (automationResults.some(({ result }) => result === 'OK')) return c.json({ result: 'OK', automationResults });
  return c.json({ result: 'NOT_TRIGGERED', automationResults }, 417);
}

function start(sandbox: Sandbox, { automationId, active, participationLimit }: Automation, number: number): Result {
  if (!active) return 'AUTOMATION_INACTIVE';
  const runs = sandbox.participations.of(automationId, number).length;
  if (participationLimit !== undefined && runs >= participationLimit) return 'PARTICIPATION_LIMIT_REACHED';
  const id = sandbox.participations.nextId();
  const participation = { id, of: automationId, number, startedMs: sandbox.clock.now(), finished: false };
  sandbox.keep({ kind: 'participation', participation });
  return 'OK';
}
