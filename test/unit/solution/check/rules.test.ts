import { rules } from '../../../../solution/check/rules.ts';
import { core, sales, spoiled } from '../sample-packages.ts';
import { asIs, nothingReleased } from './test-spoiled.ts';

test('the packages as they are break no rule', () => {
  const packages = [spoiled(core, asIs), spoiled(sales, asIs)];

  for (const [name, rule] of rules(nothingReleased)) expect([name, rule(packages)]).toEqual([name, []]);
});
