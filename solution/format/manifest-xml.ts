import { labels } from './labels-xml.ts';
import type { Label } from './table.ts';
import { element, text, type Xml } from './xml.ts';

export type RootComponent =
  | {
      readonly type: 1;
      readonly schemaName: string /** 0 = whole table, 1 = only what is listed. */;
      readonly behavior: 0 | 1;
    }
  | { readonly type: 92 | 95; readonly id: string };

export type Manifest = {
  readonly uniqueName: string;
  readonly label: Label;
  readonly description: Label;
  /** Four numbers, as Dataverse wants them. */
  readonly version: string;
  readonly managed: boolean;
  readonly rootComponents: readonly RootComponent[];
  /** What the organisation has to have before the import: table and the solution that brings it. */
  readonly missingDependencies: readonly {
    readonly requiredTable: string;
    readonly displayName: string;
    readonly solution: string;
    readonly dependentTable: string;
  }[];
};

/** `solution.xml`. */
export function manifestXml(manifest: Manifest): Xml {
  const root = {
    version: '9.2.23031.170',
    SolutionPackageVersion: '9.2',
    languagecode: 1033,
    generatedBy: 'CrmLive',
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  };
  return element('ImportExportXml', root, [
    element('SolutionManifest', {}, [
      text('UniqueName', manifest.uniqueName),
      element('LocalizedNames', {}, labels('LocalizedName', manifest.label)),
      element('Descriptions', {}, labels('Description', manifest.description)),
      text('Version', manifest.version),
      text('Managed', manifest.managed ? 1 : 0),
      publisherXml(),
      element('RootComponents', {}, manifest.rootComponents.map(rootComponentXml)),
      element('MissingDependencies', {}, manifest.missingDependencies.map(missingDependencyXml)),
    ]),
  ]);
}

function publisherXml(): Xml {
  return element('Publisher', {}, [
    text('UniqueName', 'assent'),
    element('LocalizedNames', {}, labels('LocalizedName', { en: 'Assent', nl: 'Assent' })),
    element('Descriptions'),
    element('EMailAddress', { 'xsi:nil': 'true' }),
    element('SupportingWebsiteUrl', { 'xsi:nil': 'true' }),
    text('CustomizationPrefix', 'assent'),
    text('CustomizationOptionValuePrefix', 38291),
    element('Addresses', {}, [addressXml(1), addressXml(2)]),
  ]);
}

function addressXml(number: number): Xml {
  return element('Address', {}, [
    text('AddressNumber', number),
    text('AddressTypeCode', 1),
    text('ShippingMethodCode', 1),
  ]);
}

function rootComponentXml(component: RootComponent): Xml {
  if (component.type === 1) return element('RootComponent', { ...component });
  return element('RootComponent', { type: component.type, id: `{${component.id}}`, behavior: 0 });
}

function missingDependencyXml(missing: Manifest['missingDependencies'][number]): Xml {
  return element('MissingDependency', {}, [
    element('Required', {
      type: 1,
      schemaName: missing.requiredTable,
      displayName: missing.displayName,
      solution: missing.solution,
    }),
    element('Dependent', { type: 1, schemaName: missing.dependentTable }),
  ]);
}
