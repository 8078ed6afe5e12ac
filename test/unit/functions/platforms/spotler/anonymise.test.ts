import { modesOf } from '../../../../../functions/src/platforms/platform.ts';
import { idOf } from '../../../builders.ts';
import { setUp } from './set-up.ts';

test('it can anonymise and nothing else that cannot be taken back; a contact that is not there is as good as done', async () => {
  const answers = [204, 404, 503];
  const { requests, ...spotler } = setUp((_, call) => ({
    status: answers[call - 1] ?? 204,
    body: '',
    retryAfterMs: undefined,
  }));

  expect(modesOf(spotler)).toEqual(['revoke', 'anonymise']);
  const results = [];
  for (const _ of answers) results.push(await spotler.endings.anonymise(idOf(1)));

  expect(results).toEqual([{ kind: 'done' }, { kind: 'done' }, { kind: 'retry', reason: 'status 503' }]);
  expect(requests[0]).toMatchObject({ method: 'PUT', path: `/contact/anonymize/${idOf(1)}` });
});
