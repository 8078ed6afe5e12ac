import { fromHash, type Route } from '../../../../infra/local/dataverse/page/route.ts';

const cases: readonly (readonly [string, Route])[] = [
  ['', { kind: 'home' }],
  ['#/', { kind: 'home' }],
  ['#/contact', { kind: 'list', table: 'contact' }],
  ['#/contact/new', { kind: 'new', table: 'contact' }],
  ['#/web-resource/smp_%2Fpage.html', { kind: 'web-resource', name: 'smp_/page.html' }],
  ['#/contact/7F3A', { kind: 'record', table: 'contact', id: '7f3a' }],
];
for (const [hash, expected] of cases) {
  test(`the address ${hash || '(empty)'} is ${JSON.stringify(expected)}`, () => {
    expect(fromHash(hash)).toEqual(expected);
  });
}
