import { labels } from './labels-xml.ts';
import type { Label } from './table.ts';
import { element, text, type Xml } from './xml.ts';

/** A part of a solution, by Dataverse's number of its kind. */
export type RootComponent =
  /** 1 table, 61 web resource, 62 site map, 80 app. `behavior` 0 = the whole of it, 1 = only what is in the package. */
  | { readonly type: 1 | 61 | 62 | 80; readonly schemaName: string; readonly behavior: 0 | 1 }
  /** 20 role, 92 step, 95 service endpoint. */
  | { readonly type: 20 | 92 | 95; readonly id: string };

/** Something that another solution brings, and the part of this one that cannot do without it. */
export type Dependency = {
  readonly required: Part & { readonly displayName: string; readonly solution: string };
  readonly dependent: Part;
};

type Part = { readonly type: number } & ({ readonly schemaName: string } | { readonly id: string });

export type Manifest = {
  readonly uniqueName: string;
  readonly label: Label;
  readonly description: Label;
  /** Four numbers, as Dataverse wants them. */
  readonly version: string;
  readonly managed: boolean;
  readonly rootComponents: readonly RootComponent[];
  /** What the organisation has to have before the import. */
  readonly missingDependencies: readonly Dependency[];
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

/** All of an address, empty: exports never leave these elements out. */
function addressXml(number: number): Xml {
  const nil = (names: string) => names.split(' ').map((name) => element(name, { 'xsi:nil': 'true' }));
  return element('Address', {}, [
    text('AddressNumber', number),
    text('AddressTypeCode', 1),
    ...nil('City County Country Fax FreightTermsCode ImportSequenceNumber Latitude Line1 Line2 Line3 Longitude Name'),
    ...nil('PostalCode PostOfficeBox PrimaryContactName'),
    text('ShippingMethodCode', 1),
    ...nil('StateOrProvince Telephone1 Telephone2 Telephone3 TimeZoneRuleVersionNumber UPSZone UTCOffset'),
    ...nil('UTCConversionTimeZoneCode'),
  ]);
}

function rootComponentXml(component: RootComponent): Xml {
  if ('schemaName' in component) return element('RootComponent', { ...component });
  return element('RootComponent', { type: component.type, id: `{${component.id}}`, behavior: 0 });
}

function missingDependencyXml({ required, dependent }: Dependency): Xml {
  return element('MissingDependency', {}, [
    element('Required', attributesOf(required)),
    element('Dependent', attributesOf(dependent)),
  ]);
}

function attributesOf(part: Part): Readonly<Record<string, string | number>> {
  return 'id' in part ? { ...part, id: `{${part.id}}` } : { ...part };
}
