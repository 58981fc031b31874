/** First sign-ins: whom an activation link is for, and choosing the password with it. */
import { keepProof, reach } from '../graphql/ask';
import type { Told } from '../graphql/errors';

export interface Invited {
  tenant: string;
  tenantName: string;
  login: string;
}

type Answer = Partial<Invited> & { csrfToken?: string; errors?: { extensions: { code: string; messages: { vi: string; en: string } } }[] };

async function post(address: string, given: object): Promise<Answer> {
  const response = await reach(address, { method: 'POST', body: JSON.stringify(given), headers: { 'content-type': 'application/json' } });
  return (await response.json()) as Answer;
}

const toldOf = ({ errors }: Answer): Told | null => (errors?.[0] ? { code: errors[0].extensions.code, ...errors[0].extensions.messages, path: [] } : null);

/** Whose account the link activates, or why it does not. */
export async function invitedBy(token: string): Promise<Invited | Told> {
  const answer = await post('/activation/who', { token });
  return toldOf(answer) ?? { tenant: answer.tenant ?? '', tenantName: answer.tenantName ?? '', login: answer.login ?? '' };
}

/** Choose the password; the server signs in, or says what is wrong. */
export async function activate(token: string, password: string): Promise<Told | null> {
  const answer = await post('/activation', { token, password });
  keepProof(answer.csrfToken ?? null);
  return toldOf(answer);
}
