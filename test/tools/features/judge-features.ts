import type { TestFile } from '../read-results.ts';
import { idsInTitle } from './ids-in-title.ts';

export type State = 'passed' | 'not yet' | 'failed';
export type Feature = { readonly state: State; readonly tests: readonly string[]; readonly sentence: string };
export type Judgement = {
  readonly features: Readonly<Record<string, Feature>>;
  /** Ids in titles that the table does not have. */
  readonly unknown: readonly { readonly id: string; readonly test: string }[];
};

/** Only the whole house shows a feature: a unit or conformance test may name an id, but proves nothing about it. */
const showsFeatures = /[/\\]test[/\\](journeys|browser)[/\\]/;

/** What the last journeys have shown of each row of the table. One failing test makes a row failed, whatever passes beside it. */
export function judgeFeatures(table: Readonly<Record<string, string>>, files: readonly TestFile[]): Judgement {
  const tests = files
    .filter(({ name }) => showsFeatures.test(name))
    .flatMap(({ assertionResults }) => assertionResults);
  const mentions = tests.flatMap((test) => idsInTitle(test.fullName).map((id) => ({ id, ...test })));
  const byId = Map.groupBy(mentions, ({ id }) => id);
  const features = Object.entries(table).map(([id, sentence]) => {
    const named = byId.get(id) ?? [];
    return [id, { state: stateOf(named), tests: named.map(({ fullName }) => fullName), sentence }];
  });
  const unknown = mentions
    .filter(({ id }) => table[id] === undefined)
    .map(({ id, fullName }) => ({ id, test: fullName }));
  return { features: Object.fromEntries(features), unknown };
}

function stateOf(tests: readonly { readonly status: string }[]): State {
  if (tests.some(({ status }) => status === 'failed')) return 'failed';
  return tests.some(({ status }) => status === 'passed') ? 'passed' : 'not yet';
}
