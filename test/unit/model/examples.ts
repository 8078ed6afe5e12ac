import { asleep, at, awake, permit, unsubscribe } from './histories.ts';
import type { History, Step } from './side-by-side.ts';
import type { Act } from './simulated-crm.ts';

/** Nothing is there before, the platform is read after each step where `polled`. */
function steps(acts: readonly Step['act'][], polled = false): History {
  return { before: [], early: [], steps: acts.map((act) => ({ act, polled })) };
}

const merge = (who: number, into: number): Act => ({ kind: 'merge', who, into });
const formOff = { kind: 'form off', who: 0 } as const;
const formOn = { who: 'form-b', at: 'b@example.org', on: true, closed: false } as const;

/** Histories that once went wrong, each for a fault of its own, with the seed of chance that showed it. */
export const examples: readonly [string, History, number][] = [
  [
    'the announced look of another one clears her: a yes given after it counts',
    steps([at(1, 'a'), at(2, 'a'), permit(2, false), permit(1, true)]),
    0,
  ],
  [
    'a yes that was never at an address comes to the winner of a merge',
    steps([at(2, undefined), at(0, 'a'), permit(2, false), permit(2, true), merge(2, 0), at(0, 'a')]),
    0,
  ],
  [
    'what the recipient withdrew with the loser of a merge stays withdrawn with the winner',
    steps([at(0, 'a'), permit(0, true), at(1, 'b'), unsubscribe(0), merge(0, 1)]),
    0,
  ],
  [
    'a withheld yes loses its address, and a process dies between the old address and the state',
    steps([
      at(0, 'a'),
      at(2, 'a'),
      permit(2, true),
      permit(0, true),
      permit(0, undefined),
      at(2, undefined),
      merge(2, 0),
      permit(0, true),
    ]),
    0,
  ],
  [
    'a no that came with a merge is the winner’s own: a yes given after it counts, wherever the loser goes',
    steps([at(0, 'b'), permit(0, true), permit(0, false), at(2, 'b'), merge(0, 2), permit(2, true), at(0, 'a')]),
    0,
  ],
  [
    'what is written back at an address that is new to the record is written once',
    {
      before: [formOn],
      early: [],
      steps: [
        { act: at(0, 'a') },
        { act: permit(0, true) },
        { act: formOff, polled: true },
        { act: at(0, 'b') },
        { act: permit(0, true) },
        { act: at(1, 'b'), polled: true },
      ],
    },
    0,
  ],
  [
    'a write-back at an address that is new to the record takes nothing from the others there',
    {
      before: [formOn],
      early: [at(1, 'b'), at(2, 'a'), permit(2, true)],
      steps: [{ act: formOff, polled: true }, { act: permit(1, true) }, { act: at(2, 'b'), polled: true }],
    },
    0,
  ],
  [
    'a process dies between noting that an address is closed and telling its holders',
    {
      before: [],
      early: [],
      steps: [
        { act: at(1, 'a') },
        { act: at(0, 'a') },
        { act: permit(0, true) },
        { act: { kind: 'close', who: 0 }, polled: true },
      ],
    },
    22,
  ],
  [
    'who was off on the platform before we came stays out, though the CRM said nothing before it said yes',
    {
      before: [{ who: 2, at: 'a@example.org', on: false, closed: false }],
      early: [at(2, 'a'), permit(2, true)],
      steps: [{ act: at(0, 'a') }, { act: permit(0, true) }],
    },
    0,
  ],
  [
    'a write-back that is refused clears nothing: the yes stays withheld, however often it is looked at',
    {
      ...steps([at(0, 'a'), permit(0, true), unsubscribe(0), at(0, 'a'), asleep(0), awake(0)], true),
      refusing: 0,
    },
    0,
  ],
  [
    'a yes that comes back from a backup does not count',
    steps([
      at(0, 'a'),
      permit(0, true),
      { kind: 'back up' },
      permit(0, undefined),
      { kind: 'bring back' },
      at(0, 'a'),
      permit(0, false),
      permit(0, true),
    ]),
    0,
  ],
  [
    'a yes that comes back from a backup does not count at an address that comes later either',
    steps([
      at(1, undefined),
      permit(1, true),
      { kind: 'back up' },
      permit(1, undefined),
      { kind: 'bring back' },
      at(1, 'a'),
      permit(1, false),
      permit(1, true),
    ]),
    0,
  ],
  [
    'a permission row whose deletion nobody told of is taken from its record',
    {
      before: [],
      early: [],
      steps: [{ act: at(0, 'a') }, { act: permit(0, true) }, { act: permit(0, undefined), lost: true }],
    },
    0,
  ],
  [
    'whoever finds that a permission was switched on dies between noting it and having the record looked at',
    {
      before: [],
      early: [],
      steps: [{ act: at(1, 'a') }, { act: permit(1, false) }, { act: { kind: 'subscribe', who: 1 }, polled: true }],
    },
    49,
  ],
  [
    'a process dies after it wrote a recipient’s withdrawal to one record: the others are still written to',
    {
      before: [],
      early: [],
      steps: [
        { act: at(2, 'a') },
        { act: at(1, 'b'), lost: true },
        { act: at(2, 'b') },
        { act: at(0, 'b') },
        { act: permit(1, true) },
        { act: unsubscribe(0) },
        { act: permit(2, true) },
        { act: awake(0) },
        { act: unsubscribe(1) },
        { act: { kind: 'restore', who: 0 } },
      ],
    },
    9,
  ],
  [
    'what we switched off before the platform was read, without hearing the answer, is nobody’s opt-out',
    {
      before: [{ who: 1, at: 'a@example.org', on: true, closed: false }],
      early: [at(2, 'b'), at(1, 'a')],
      steps: [{ act: permit(2, true) }, { act: at(2, 'a') }, { act: asleep(0) }],
    },
    979109825,
  ],
];
