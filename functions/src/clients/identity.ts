import type { TokenCredential } from '@azure/core-auth';

/** The app's own identity on Azure. Loaded only there: it costs start-up time that a laptop need not pay. */
export async function identity(clientId: string | undefined): Promise<TokenCredential> {
  const { ManagedIdentityCredential } = await import('@azure/identity');
  return clientId === undefined ? new ManagedIdentityCredential() : new ManagedIdentityCredential({ clientId });
}
