import { toRoutes } from '../../../../infra/local/functions-host/http/routes.ts';

const route = (template: string, prefix = 'api') =>
  toRoutes(
    [{ functionName: 'f', bindingName: 'b', binding: { type: 'httpTrigger', route: template, methods: ['get'] } }],
    prefix,
  )[0];

const cases: [string, string, object | undefined][] = [
  ['a/{id}', '/api/a/1', { id: '1' }],
  ['a/{id}', '/api/a/1/', { id: '1' }],
  ['a/{id}', '/api/a', undefined],
  ['a/{id}', '/api/a/1/2', undefined],
  ['a/{id?}', '/api/a', {}],
  ['{id:int}', '/api/-5', { id: '-5' }],
  ['{id:int}', '/api/five', undefined],
  ['{id:guid}', '/api/9e3e9f44-8f6b-4e3c-a9c4-0b4b4a9f2a11', { id: '9e3e9f44-8f6b-4e3c-a9c4-0b4b4a9f2a11' }],
  ['{id:guid}', '/api/9e3e', undefined],
  ['{on:bool}', '/api/True', { on: 'True' }],
  ['{x:unheardof}', '/api/y', { x: 'y' }],
  ['{*rest}', '/api/a/b/c', { rest: 'a/b/c' }],
  ['{*rest}', '/api', {}],
  ['a.b', '/api/aXb', undefined],
  ['a/{id}', '/api/a/%zz', { id: '%zz' }],
];

test.each(cases)('the route %s gives for %s what it should', (template, path, expected) => {
  expect(route(template)?.match(path)).toEqual(expected);
});

test('an empty prefix leaves the route at the root', () => {
  expect(route('a', '')?.match('/a')).toEqual({});
});

test('methods are compared in upper case', () => {
  expect(route('a')?.methods).toEqual(new Set(['GET']));
});

test('the more exact route is tried first', () => {
  const trigger = (template: string) => ({
    functionName: template,
    bindingName: 'b',
    binding: { type: 'httpTrigger', route: template, methods: ['GET'] },
  });

  const routes = toRoutes(['{*rest}', 'a/{id}', 'a/{id:int}', 'a/b'].map(trigger), 'api');

  expect(routes.map(({ functionName }) => functionName)).toEqual(['a/b', 'a/{id:int}', 'a/{id}', '{*rest}']);
});
