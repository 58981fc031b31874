/** Asking the server: GraphQL operations, files, and the session's proof that goes with every change. */
import type { TadaDocumentNode } from 'gql.tada';
import { clock } from '../device/clock.svelte';
import { network } from '../device/network.svelte';
import { failureOf, SignedOut, Unreachable } from './errors';

const PATIENCE = 20_000;

let proof: string | null = null;

/** The proof of a session that was just opened; null forgets it. */
export function keepProof(token: string | null): void {
  proof = token;
}

/** Run one operation; throws `Refused`, `SignedOut` or `Unreachable`. */
export async function ask<Result, Variables>(document: TadaDocumentNode<Result, Variables>, variables: Variables): Promise<Result> {
  const body = JSON.stringify({ query: document as unknown as string, variables });
  const response = await proved('/graphql', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  const { data, errors } = await answerOf<Result>(response);
  if (errors?.length) throw failureOf(errors);
  return data as Result;
}

/** Send a file of evidence; its id on the server. */
export async function sendFile(name: string, content: Blob): Promise<string> {
  const address = `/files?name=${encodeURIComponent(name)}`;
  const response = await proved(address, { method: 'POST', body: content, headers: { 'content-type': content.type } });
  const { id, errors } = await answerOf<never>(response);
  if (errors?.length || !id) throw failureOf(errors ?? []);
  return id;
}

/** A request that tells the network line and the clock what it met. */
export async function reach(address: string, options: RequestInit = {}, patience = PATIENCE): Promise<Response> {
  const asked = Date.now();
  let response: Response;
  try {
    response = await fetch(address, { ...options, credentials: 'same-origin', signal: AbortSignal.timeout(patience) });
  } catch {
    network.lost();
    throw new Unreachable();
  }
  if (response.status >= 502 && response.status <= 504) {
    network.lost();
    throw new Unreachable();
  }
  network.reached();
  clock.compare(response.headers.get('date'), asked, Date.now());
  return response;
}

/** A request that changes something, with the session's proof; large ones may need more patience. */
export async function proved(address: string, options: RequestInit & { headers: Record<string, string> }, patience?: number): Promise<Response> {
  proof ??= await fetchProof();
  return reach(address, { ...options, headers: { ...options.headers, 'x-csrf-token': proof } }, patience);
}

async function fetchProof(): Promise<string> {
  const response = await reach('/session');
  if (!response.ok) throw new SignedOut();
  return ((await response.json()) as { csrfToken: string }).csrfToken;
}

interface Answer<Result> {
  data?: Result;
  id?: string;
  errors?: Parameters<typeof failureOf>[0];
}

async function answerOf<Result>(response: Response): Promise<Answer<Result>> {
  try {
    return (await response.json()) as Answer<Result>;
  } catch {
    throw new Unreachable();
  }
}
