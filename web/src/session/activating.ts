/** First use of an account: the code its holder was handed, and choosing the password with it. */
import { keepProof, reach } from '../graphql/ask';
import type { Told } from '../graphql/errors';

export interface FirstUse {
  tenant: string;
  login: string;
  code: string;
  password: string;
}

/** What a link fills in; it stands after the #, which no server's log has. */
export function handed(hash: string): Pick<FirstUse, 'tenant' | 'login' | 'code'> {
  const [tenant = '', login = '', code = ''] = hash.slice(1).split('/').map(decodeURIComponent);
  return { tenant, login, code };
}

/** The link that fills the page in. */
export const linkTo = ({ tenant, login, code }: Omit<FirstUse, 'password'>): string => `${location.origin}/console/kich-hoat#${tenant}/${login}/${code}`;

/** Choose the password; the server signs in, or says what is wrong. */
export async function activate(given: FirstUse): Promise<Told | null> {
  const response = await reach('/activation', { method: 'POST', body: JSON.stringify(given), headers: { 'content-type': 'application/json' } });
  const answer = (await response.json()) as { csrfToken?: string; errors?: { extensions: { code: string; messages: { vi: string; en: string } } }[] };
  keepProof(answer.csrfToken ?? null);
  return answer.errors?.[0] ? { code: answer.errors[0].extensions.code, ...answer.errors[0].extensions.messages, path: [] } : null;
}
