/** How people of a tenant sign in, asked before anybody has: by password, or at the tenant's identity provider. */
import { reach } from '../graphql/ask';
import { Unreachable } from '../graphql/errors';

export interface Ways {
  password: boolean;
  /** The identity provider's name. */
  provider: string | null;
}

const BY_PASSWORD: Ways = { password: true, provider: null };

/** The ways of the tenant of a short name; by password while nobody answers. */
export async function waysOf(tenant: string): Promise<Ways> {
  if (!tenant.trim()) return BY_PASSWORD;
  try {
    const response = await reach(`/session/ways/${encodeURIComponent(tenant.trim())}`);
    return response.ok ? ((await response.json()) as Ways) : BY_PASSWORD;
  } catch (error) {
    if (error instanceof Unreachable) return BY_PASSWORD;
    throw error;
  }
}

/** Where a browser goes to sign in at the tenant's identity provider. */
export const departure = (tenant: string): string => `/session/sso/${encodeURIComponent(tenant.trim())}`;
