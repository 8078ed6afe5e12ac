import { endFaults, later, readMessages, tableRows } from './ask.ts';
import { type House, startHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

const tables = ['records', 'addresses', 'control'] as const;

test('no name, address or telephone number is in a log line, on the bus, in a dead letter or in a table', async () => {
  // Everything that ends in another way: applied, withdrawn, refused, merged, deleted, waiting, dead.
  const [applied, refused, loser, gone, waiting] = await Promise.all(
    ['Een', 'Twee', 'Drie', 'Vier', 'Vijf'].map((name) => planted(name)),
  );
  const row = await house.crm.permit('contacts', applied ?? '', 1);
  await house.quiet();
  await house.crm.update('assent_permissions', row, { assent_granted: false });
  await house.crm.update('contacts', applied ?? '', { emailaddress1: 'geheim.nieuw@example.org' });
  await house.crm.update('contacts', refused ?? '', { address1_postalcode: 'geheim' });
  await house.crm.action('Merge', {
    Target: { '@odata.type': 'Microsoft.Dynamics.CRM.contact', contactid: applied },
    Subordinate: { '@odata.type': 'Microsoft.Dynamics.CRM.contact', contactid: loser },
    PerformParentingChecks: false,
  });
  await house.crm.remove('contacts', gone ?? '');
  await house.quiet();
  await house.post(`${house.spotler}/_control/faults`, { status: 503, body: 'geheim@example.org', count: 1000 });
  await house.crm.update('contacts', waiting ?? '', { firstname: 'Geheimwachtend' });
  await house.crm.update('contacts', applied ?? '', { firstname: 'Geheimdood' });
  await house.quiet();
  await house.post(`${house.journey}/_control/bus`, { deadLetter: 1, queue: 'crm-events' });

  const events = JSON.stringify(await house.get(`${house.journey}/_control/events?since=0`));
  const bus = JSON.stringify(await readMessages(house));
  const rows = JSON.stringify(await Promise.all(tables.map((name) => tableRows(house, name))));

  for (const text of [events, bus, rows]) {
    expect(text).toContain(waiting);
    expect(text).not.toMatch(/geheim|699999/i);
  }
  await endFaults(house);
  await later(house);
});

function planted(name: string): Promise<string> {
  return house.crm.create('contacts', {
    firstname: `Geheimvoornaam${name}`,
    lastname: `Geheimachternaam${name}`,
    emailaddress1: `geheim.${name.toLowerCase()}@example.org`,
    mobilephone: '+31699999999',
    telephone1: '030-699999',
    address1_line1: 'Geheimstraat 9',
    address1_city: 'Geheimstad',
  });
}
