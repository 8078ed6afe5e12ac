import { componentsOf } from '../../../../solution/check/components.ts';
import { rules } from '../../../../solution/check/rules.ts';
import { guid } from '../../../../solution/format/guid.ts';
import { smallCore, spoiled } from '../sample-packages.ts';
import { asIs, inCustomizations } from './test-spoiled.ts';

describe('released', () => {
  const components = componentsOf(spoiled(smallCore, asIs));
  const released = { version: '1.0.0.0', components: [...components], removed: [] };
  const against = (edit: Parameters<typeof spoiled>[1], removed: (typeof note)[] = []) =>
    rules({ ...released, removed }).get('released')?.([spoiled(smallCore, edit)]);
  const withoutColumn = inCustomizations(/<attribute PhysicalName="assent_source">[\s\S]*?<\/attribute>/, '');
  const column = { solution: 'assent_core', kind: 'column', name: 'assent_permission.assent_source' };
  const note = { ...column, note: 'Kept nothing since 1.0.' };

  test('the same components again are fine, and new ones are too', () => {
    expect(against(asIs)).toEqual([]);
    expect(
      against(
        inCustomizations('</attributes>', '<attribute><IsCustomField>1</IsCustomField></attribute></attributes>'),
      ),
    ).toEqual([]);
  });

  test('a component that is gone is refused until somebody says why: an upgrade deletes it with its data', () => {
    expect(against(withoutColumn)).toMatchObject([
      { element: `column ${column.name}`, message: expect.stringContaining('is gone') },
    ]);
    expect(against(withoutColumn, [note])).toEqual([]);
  });

  test('a component under a new id is refused: an upgrade would make a second one', () => {
    const findings = against(inCustomizations(/(?<=<Role id=")[^"]*/, `{${guid('new')}}`));

    expect(findings).toMatchObject([
      { element: 'role Assent User', message: expect.stringContaining('keep the old one') },
    ]);
  });

  test('a component that was renamed under its id is the same one', () => {
    expect(against(inCustomizations('name="Assent User"', 'name="Assent Reader"'))).toEqual([]);
  });
});
