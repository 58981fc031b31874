/** What a token may be given: rights the person has, by what they are about. */

export interface Group {
  resource: string;
  rights: string[];
}

/** Rights such as `unit:read`, put together by resource, both in the order of the alphabet. */
export function grouped(rights: readonly string[]): Group[] {
  const found = new Map<string, string[]>();
  for (const right of [...rights].sort()) {
    const resource = right.split(':')[0] ?? '';
    found.set(resource, [...(found.get(resource) ?? []), right]);
  }
  return [...found].map(([resource, own]) => ({ resource, rights: own }));
}

export type State = 'open' | 'expired' | 'revoked';

export const stateOf = (token: { expiresAt: string; revokedAt: string | null }, now: Date): State => {
  if (token.revokedAt) return 'revoked';
  return new Date(token.expiresAt) <= now ? 'expired' : 'open';
};
