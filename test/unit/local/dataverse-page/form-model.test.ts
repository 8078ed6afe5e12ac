import { createFormModel } from '../../../../infra/local/dataverse/page/form-model.ts';

function loaded() {
  const model = createFormModel('contact', ['firstname', 'lastname']);
  model.load('c1', new Map([['lastname', 'Visser']]));
  return model;
}

test('a form that was just loaded is not dirty', () => {
  const model = loaded();

  expect(model.isDirty()).toBe(false);
  expect(model.attribute('lastname')?.get()).toBe('Visser');
  expect(model.attribute('firstname')?.get()).toBeNull();
});

test('a changed column is dirty until it is changed back', () => {
  const model = loaded();
  const lastName = model.attribute('lastname');

  lastName?.set('Bakker');
  const afterChange = model.isDirty();
  lastName?.set('Visser');

  expect(afterChange).toBe(true);
  expect(model.isDirty()).toBe(false);
});

test('an emptied column is null, and emptying an empty one changes nothing', () => {
  const model = loaded();

  model.attribute('lastname')?.set('');
  model.attribute('firstname')?.set('');

  expect(model.attribute('lastname')?.get()).toBeNull();
  expect(model.attribute('firstname')?.isDirty()).toBe(false);
});

test('listeners of a column hear a new value once, and not the same value again', () => {
  const model = loaded();
  const heard: unknown[] = [];
  model.attribute('lastname')?.onChange(() => heard.push(model.attribute('lastname')?.get()));

  model.attribute('lastname')?.set('Bakker');
  model.attribute('lastname')?.set('Bakker');

  expect(heard).toEqual(['Bakker']);
});

test('loading again takes what was typed away and tells the load listeners when all values are there', () => {
  const model = loaded();
  const seen: unknown[] = [];
  model.attribute('firstname')?.set('Eva');
  model.onLoad(() => seen.push([model.id(), model.attribute('firstname')?.get(), model.isDirty()]));

  model.load('c1', new Map([['firstname', 'Iris']]));

  expect(seen).toEqual([['c1', 'Iris', false]]);
});

test('a save is refused when one listener refuses it, also after waiting', async () => {
  const model = loaded();
  model.onSave(() => undefined);
  model.onSave(async (event) => {
    await Promise.resolve();
    event.prevent();
  });

  expect(await model.mayBeSaved()).toBe(false);
});

test('after a save the after-save listeners are told, not the save listeners', async () => {
  const model = loaded();
  const heard: string[] = [];
  model.onSave(() => void heard.push('save'));
  model.onPostSave(() => heard.push('post save'));

  expect(await model.mayBeSaved()).toBe(true);
  model.settle('c1');

  expect(heard).toEqual(['save', 'post save']);
});
