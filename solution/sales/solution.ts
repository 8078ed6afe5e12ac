import { steps } from '../../plugin/src/steps.ts';
import { buttons } from '../core/buttons.ts';
import type { Dependency } from '../format/manifest-xml.ts';
import type { Solution } from '../format/package.ts';
import { roleId } from '../format/role-xml.ts';
import { endpointId, stepId } from '../format/step-xml.ts';
import type { WebResource } from '../format/web-resource-xml.ts';
import { salesRoles } from './roles.ts';
import { salesExtensions } from './tables.ts';

const salesSteps = steps.filter(({ solution }) => solution === 'sales');

/** `assent_sales`: leads, marketing lists and campaigns, on top of `assent_core` and Dynamics 365 Sales. */
export function salesSolution(version: string, webResources: readonly WebResource[]): Solution {
  return {
    manifest: {
      uniqueName: 'assent_sales',
      label: { en: 'Assent for Sales', nl: 'Assent voor Sales' },
      description: {
        en: 'Keeps a marketing platform in step with leads.',
        nl: 'Houdt een marketingplatform gelijk met leads.',
      },
      version,
      missingDependencies: [...dependencies, ...webResources.flatMap(scriptNeeds)],
    },
    tables: [],
    extensions: salesExtensions,
    buttons,
    roles: salesRoles,
    webResources,
    steps: salesSteps,
    hasEndpoint: false,
    customApis: [],
    apps: [],
  };
}

const dependencies: readonly Dependency[] = [
  needs(1, 'lead', 'Lead', 'msdynce_LeadManagement', { type: 1, schemaName: 'assent_permission' }),
  ...salesRoles.flatMap((role) => [
    needs(1, 'list', 'Marketing List', 'msdynce_MarketingSales', { type: 20, id: roleId(role) }),
    needs(1, 'campaign', 'Campaign', 'msdynce_MarketingSales', { type: 20, id: roleId(role) }),
  ]),
  needs(1, 'assent_permission', 'Permission', 'assent_core', { type: 1, schemaName: 'lead' }),
  ...[...new Set(buttons.flatMap(({ library, icon }) => [library, icon]))].map((name) =>
    needs(61, name, name, 'assent_core', { type: 1, schemaName: 'lead' }),
  ),
  ...salesSteps.map(
    (step): Dependency => ({
      required: { type: 95, id: endpointId, displayName: 'Assent relay', solution: 'assent_core' },
      dependent: { type: 92, id: stepId(step) },
    }),
  ),
];

/** What a script of ours has loaded with it comes from core. */
function scriptNeeds({ name, needs: names }: WebResource): readonly Dependency[] {
  return names.map((needed) => needs(61, needed, needed, 'assent_core', { type: 61, schemaName: name }));
}

function needs(
  type: number,
  schemaName: string,
  displayName: string,
  solution: string,
  dependent: Dependency['dependent'],
): Dependency {
  return { required: { type, schemaName, displayName, solution }, dependent };
}
