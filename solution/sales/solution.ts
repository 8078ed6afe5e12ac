import { steps } from '../../plugin/src/steps.ts';
import type { Solution } from '../format/package.ts';
import { salesExtensions } from './tables.ts';

/** `assent_sales`: leads, on top of `assent_core` and Dynamics 365 Sales. */
export function salesSolution(version: string): Solution {
  return {
    manifest: {
      uniqueName: 'assent_sales',
      label: { en: 'Assent for Sales', nl: 'Assent voor Sales' },
      description: {
        en: 'Keeps a marketing platform in step with leads.',
        nl: 'Houdt een marketingplatform gelijk met leads.',
      },
      version,
      missingDependencies: [
        {
          requiredTable: 'lead',
          displayName: 'Lead',
          solution: 'msdynce_LeadManagement',
          dependentTable: 'assent_permission',
        },
        {
          requiredTable: 'assent_permission',
          displayName: 'Permission',
          solution: 'assent_core',
          dependentTable: 'lead',
        },
      ],
    },
    tables: [],
    extensions: salesExtensions,
    steps: steps.filter(({ solution }) => solution === 'sales'),
    hasEndpoint: false,
    customApis: [],
  };
}
