import { appXml, siteMapXml } from './app-xml.ts';
import { entityXml, extensionXml } from './entity-xml.ts';
import type { Solution } from './package.ts';
import { relationshipsXml, systemRelationshipsXml } from './relationship-xml.ts';
import { roleXml } from './role-xml.ts';
import { endpointXml, stepXml } from './step-xml.ts';
import { webResourceXml } from './web-resource-xml.ts';
import { element, text, type Xml } from './xml.ts';

/** `customizations.xml`, sections in the order of Dataverse's exports. */
export function customizationsXml(solution: Solution): Xml {
  const withLookups = [...solution.tables, ...solution.extensions];
  return element('ImportExportXml', { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance' }, [
    element('Entities', {}, [
      ...solution.tables.map(entityXml),
      ...solution.extensions.map((extension) => extensionXml(extension, solution.buttons)),
    ]),
    element('Roles', {}, solution.roles.map(roleXml)),
    element('Workflows'),
    element('FieldSecurityProfiles'),
    element('Templates'),
    element('EntityMaps'),
    element('EntityRelationships', {}, [
      ...solution.tables.flatMap(systemRelationshipsXml),
      ...withLookups.flatMap(({ name, columns }) => relationshipsXml(name, columns)),
    ]),
    element('OrganizationSettings'),
    element('optionsets'),
    element('WebResources', {}, solution.webResources.map(webResourceXml)),
    element('SolutionPluginAssemblies'),
    element('SdkMessageProcessingSteps', {}, solution.steps.map(stepXml)),
    element('ServiceEndpoints', {}, solution.hasEndpoint ? [endpointXml()] : []),
    ...(solution.apps.length === 0
      ? []
      : [
          element('AppModuleSiteMaps', {}, solution.apps.map(siteMapXml)),
          element('AppModules', {}, solution.apps.map(appXml)),
        ]),
    element('Languages', {}, [text('Language', 1033), text('Language', 1043)]),
  ]);
}
