/** Ids of the messages that steps are registered on; the same in every organisation (two independent public sources). */
export const messageIds: ReadonlyMap<string, string> = new Map([
  ['Create', '9ebdbb1b-ea3e-db11-86a7-000a3a5473e8'],
  ['Update', '20bebb1b-ea3e-db11-86a7-000a3a5473e8'],
  ['Delete', 'a1bdbb1b-ea3e-db11-86a7-000a3a5473e8'],
  ['SetState', '1cbebb1b-ea3e-db11-86a7-000a3a5473e8'],
  ['SetStateDynamicEntity', '1dbebb1b-ea3e-db11-86a7-000a3a5473e8'],
  ['Assign', '8cbdbb1b-ea3e-db11-86a7-000a3a5473e8'],
  ['Merge', 'dbbdbb1b-ea3e-db11-86a7-000a3a5473e8'],
  ['Retrieve', 'f2bdbb1b-ea3e-db11-86a7-000a3a5473e8'],
  ['RetrieveMultiple', '03bebb1b-ea3e-db11-86a7-000a3a5473e8'],
]);
