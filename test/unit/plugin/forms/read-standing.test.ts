import { readStanding } from '../../../../plugin/src/forms/read-standing.ts';

const name = '_assent_subscriptionid_value@OData.Community.Display.V1.FormattedValue';

test('one query reads the columns for display and the permission rows that say yes', async () => {
  const queries: string[] = [];
  const read = async (...query: readonly string[]) => {
    queries.push(query.join(' '));
    return {
      statecode: 0,
      assent_withheld: 'Events: no address',
      assent_bounce: 2,
      assent_globaloptout: true,
      assent_lead_permissions: [
        { [name]: 'Newsletter', assent_channel: 1, assent_granted: true, assent_source: 'web form', statecode: 0 },
        { [name]: 'Events', assent_channel: 2, assent_granted: true, assent_source: 'recipient', statecode: 0 },
        { [name]: 'Offers', assent_channel: 1, assent_granted: false, statecode: 0 },
        { [name]: 'Old', assent_channel: 1, assent_granted: true, statecode: 1 },
      ],
    };
  };

  const standing = await readStanding({ read }, 'lead', 'id-1');

  expect(standing).toEqual({
    isActive: true,
    withheld: 'Events: no address',
    bounce: 'hard',
    globalOptOut: true,
    given: [
      { name: 'Newsletter', channel: 'email', withdrawn: false },
      { name: 'Events', channel: 'sms', withdrawn: true },
    ],
  });
  expect(queries).toEqual([
    'lead id-1 ?$select=statecode,assent_withheld,assent_bounce,assent_globaloptout&$expand=assent_lead_permissions($select=assent_granted,assent_channel,assent_source,_assent_subscriptionid_value,statecode)',
  ]);
});

test('columns that the relay never wrote say that nothing is known', async () => {
  const standing = await readStanding({ read: async () => ({ statecode: 1 }) }, 'contact', 'id-1');

  expect(standing).toEqual({ isActive: false, withheld: undefined, bounce: 'none', globalOptOut: false, given: [] });
});
