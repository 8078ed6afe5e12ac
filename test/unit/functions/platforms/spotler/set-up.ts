import { createSpotler, type SpotlerDoors } from '../../../../../functions/src/platforms/spotler/spotler.ts';
import type { SpotlerAnswer } from '../../../../../functions/src/platforms/spotler/spotler-call.ts';
import { contactWrite, idOf } from '../../../builders.ts';

type Request = Parameters<SpotlerDoors['call']>[0];
export type Sent = { readonly externalId: string; readonly properties: Readonly<Record<string, unknown>> };
export type Listed = { readonly update: boolean; readonly contacts: readonly Sent[] };

/** What the clock says at first, in ms. */
export const now = 1767323045_000;

export const json = (body: unknown, status = 200): SpotlerAnswer => ({
  status,
  body: JSON.stringify(body),
  retryAfterMs: undefined,
});
export const plain = (status: number, body = ''): SpotlerAnswer => ({ status, body, retryAfterMs: undefined });

/** A Spotler whose calls `answer` answers; an error is no answer. */
export function setUp(answer: (request: Request, call: number) => SpotlerAnswer | Error) {
  const requests: Request[] = [];
  let clock = now;
  let tookMs = 0;
  const spotler = createSpotler({
    url: 'http://spotler/integrationservice',
    key: 'k',
    secret: 's',
    now: () => clock,
    call: async (request) => {
      requests.push(request);
      clock += tookMs;
      const given = answer(request, requests.length);
      if (given instanceof Error) throw given;
      return given;
    },
  });
  return {
    ...spotler,
    requests,
    /** So long takes each call from now on. */
    takes: (ms: number) => {
      tookMs = ms;
    },
    lists: () => requests.flatMap(({ body, path }) => (path === '/contact/list' ? [body as Listed] : [])),
  };
}

/** Answers `/contact/list` with one code a contact. */
export function codes(codeOf: (contact: Sent, body: Listed, call: number) => string) {
  return (request: Request, call: number) => {
    const body = request.body as Listed;
    if (request.path !== '/contact/list') return plain(204);
    return json(
      body.contacts.map((contact) => ({
        externalId: contact.externalId,
        code: codeOf(contact, body, call),
        message: null,
      })),
    );
  };
}

export const many = (count: number) =>
  Array.from({ length: count }, (_, number) => contactWrite({ externalId: idOf(number) }));

/** Of a contact that we have told a grant before, or not. */
export const off = (number: number, told: boolean) =>
  contactWrite({ externalId: idOf(number), kind: 'take', attributes: {}, permissions: { '1~email': false }, told });
