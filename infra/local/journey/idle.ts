import { z } from 'zod';
import { get } from '../ground/post.ts';

const dataverseState = z.object({
  activity: z.number(),
  webhooks: z.object({ waiting: z.number(), underWay: z.number() }),
});
const busState = z.object({
  activity: z.number(),
  queues: z.record(z.string(), z.object({ active: z.number(), locked: z.number(), due: z.number() })),
});
const hostState = z.object({ activity: z.number(), running: z.record(z.string(), z.number()) });

export type IdleParts = {
  readonly dataverse: string;
  readonly serviceBus: string;
  /** Living functions hosts. */
  readonly hosts: () => readonly string[];
};

export type Idle = { readonly idle: true } | { readonly idle: false; readonly why: string };

/**
 * Waits until no webhook is waiting or under way, no message is active, locked or due, and no handler runs. Work moves from part to
 * part, so one quiet look proves nothing: two in a row must be quiet, with no work begun in between.
 */
export async function waitForIdle(parts: IdleParts, timeoutMs: number): Promise<Idle> {
  const end = performance.now() + timeoutMs;
  let quietAt: number | undefined;
  for (;;) {
    const look = await lookOnce(parts);
    if (look.why === undefined && look.activity === quietAt) return { idle: true };
    quietAt = look.why === undefined ? look.activity : undefined;
    if (performance.now() >= end) return { idle: false, why: look.why ?? 'work began again and again' };
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function lookOnce(parts: IdleParts): Promise<{ readonly activity: number; readonly why?: string }> {
  try {
    const dataverse = dataverseState.parse(await get(`${parts.dataverse}/_control/state`));
    const hosts = await Promise.all(
      parts.hosts().map(async (url) => hostState.parse(await get(`${url}/_control/state`))),
    );
    const bus = busState.parse(await get(`${parts.serviceBus}/_control/state`));
    const activity = [dataverse, bus, ...hosts].reduce((sum, each) => sum + each.activity, hosts.length);
    const why = busy(dataverse, hosts, bus);
    return why === undefined ? { activity } : { activity, why };
  } catch (error) {
    return { activity: 0, why: error instanceof Error ? error.message : 'a part does not answer' };
  }
}

function busy(
  dataverse: z.infer<typeof dataverseState>,
  hosts: readonly z.infer<typeof hostState>[],
  bus: z.infer<typeof busState>,
): string | undefined {
  if (hosts.length === 0) return 'no functions host lives';
  const { waiting, underWay } = dataverse.webhooks;
  if (waiting + underWay > 0) return `webhooks: ${waiting} waiting, ${underWay} under way`;
  for (const { running } of hosts) {
    const name = Object.keys(running).find((each) => (running[each] ?? 0) > 0);
    if (name !== undefined) return `function ${name} runs`;
  }
  for (const [name, { active, locked, due }] of Object.entries(bus.queues)) {
    if (active + locked + due > 0) return `queue ${name}: ${active} active, ${locked} locked, ${due} due`;
  }
  return undefined;
}
