import { rules } from '../../../../solution/check/rules.ts';
import { type Edit, replacing, smallCore, spoiled } from '../sample-packages.ts';

export const asIs = () => {};
export const nothingReleased = { version: '0.0.0.0', components: [], removed: [] };
export const inCustomizations = (from: string | RegExp, to: string) => replacing('customizations.xml', from, to);
export const inManifest = (from: string | RegExp, to: string) => replacing('solution.xml', from, to);

type SpoiledCase = {
  readonly rule: string;
  readonly title: string;
  readonly edit: Edit;
  /** Of the finding that the rule has to have. */
  readonly element: string;
  /** A part of what it says. */
  readonly message: string;
};

/** Registers a test for each case: the package of the core, spoiled by `edit`, breaks `rule`. */
export function testSpoiled(cases: readonly SpoiledCase[]): void {
  test.each(cases)('$rule: $title', ({ rule, edit, element, message }) => {
    const look = rules(nothingReleased).get(rule);

    const findings = look?.([spoiled(smallCore, edit)]) ?? [];

    expect(findings.map((finding) => [finding.file.split('/')[0], finding.element])).toContainEqual([
      'assent_core.zip',
      element,
    ]);
    expect(findings.find((finding) => finding.element === element)?.message).toContain(message);
  });
}
