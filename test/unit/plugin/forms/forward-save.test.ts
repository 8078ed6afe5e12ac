import { forwardSave } from '../../../../plugin/src/forms/forward-save.ts';
import { fakeDynamics } from '../fake-dynamics.ts';

const synced = { columns: ['emailaddress1'], address: { email: 'emailaddress1', sms: undefined }, consents: [] };
const save = { id: '{0F0E0D0C-0B0A-4908-8706-000000000001}', columns: ['jobtitle', 'emailaddress1'] };

function forward(over: Parameters<typeof fakeDynamics>[0], columns: readonly string[] = save.columns) {
  const dynamics = fakeDynamics(over);
  const events: string[] = [];
  const board = { wait: () => void events.push('waiting'), settle: async () => void events.push('read') };
  const later = (delayMs: number, work: () => Promise<void>) => {
    events.push(`in ${delayMs}`);
    void work();
  };
  const done = forwardSave({ ...save, columns }, { table: 'contact', synced, dynamics, board, later });
  return { done, dynamics, events };
}

test('a save of a synchronised column asks the relay to look at the record, and the form reads again later', async () => {
  const { done, dynamics, events } = forward({});

  await done;

  expect(dynamics.requests).toMatchObject([{ Table: 'contact', Ids: ['0f0e0d0c-0b0a-4908-8706-000000000001'] }]);
  expect(events).toEqual(['waiting', 'in 15000', 'read']);
});

test('the request says what it is, as the Custom API is defined', async () => {
  const { done, dynamics } = forward({});
  await done;
  const [request] = dynamics.requests as readonly { getMetadata: () => unknown }[];

  expect(request?.getMetadata()).toEqual({
    operationName: 'assent_SyncRecord',
    operationType: 0,
    parameterTypes: {
      Table: { typeName: 'Edm.String', structuralProperty: 1 },
      Ids: { typeName: 'Collection(Edm.String)', structuralProperty: 4 },
    },
  });
});

test.each([[['jobtitle']], [[]]])('a save of other columns (%p) is not forwarded', async (columns) => {
  const { done, dynamics, events } = forward({}, columns);

  await done;

  expect([dynamics.requests, events]).toEqual([[], []]);
});

test('without a network nothing is asked; the form still reads later', async () => {
  const { done, dynamics, events } = forward({ isOffline: () => true });

  await done;

  expect([dynamics.requests, events]).toEqual([[], ['waiting', 'in 15000', 'read']]);
});

test('a relay that refuses costs only the head start', async () => {
  const { done, events } = forward({ execute: () => Promise.reject(new Error('403')) });

  await expect(done).rejects.toThrow('403');
  expect(events).toEqual(['waiting', 'in 15000', 'read']);
});

test('nobody waits longer than ten seconds for a call that hangs', async () => {
  jest.useFakeTimers();
  const { done, events } = forward({ execute: () => new Promise(() => {}) });

  await jest.advanceTimersByTimeAsync(9_999);
  expect(events).toEqual(['waiting']);
  await jest.advanceTimersByTimeAsync(1);
  jest.useRealTimers();

  await done;
  expect(events).toEqual(['waiting', 'in 15000', 'read']);
});
