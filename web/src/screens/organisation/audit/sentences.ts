/** What a line of the trail says in words, and what a filter asks for. */
import { fullDay } from '../../../format/dates';

export interface Event {
  action: string;
  subject: string;
  subjectName: string | null;
  data: unknown;
  accountId: string | null;
  accountLogin: string | null;
  person: { fullName: string } | null;
}

export interface Vocabulary {
  program: string;
  /** By "action subject", else by "action". */
  verbs: Record<string, string>;
  kinds: Record<string, string>;
  /** What was looked at. */
  looked: Record<string, string>;
  sawOf: (what: string, whose: string) => string;
  since: (day: string) => string;
  reason: (reason: string) => string;
}

/** What people do with their own account needs no name of it. */
const OWN = new Set(['signed_in', 'signed_in_by_identity', 'changed_password', 'activated', 'practised']);

const text = (data: Record<string, unknown>, name: string): string => (typeof data[name] === 'string' ? data[name] : '');

export const dataOf = (event: Event): Record<string, unknown> => (typeof event.data === 'object' && event.data !== null ? (event.data as Record<string, unknown>) : {});

export const actorOf = (event: Event, words: Vocabulary): string => event.person?.fullName ?? event.accountLogin ?? (event.accountId ? '…' : words.program);

/** What was done, without who did it. */
export function actOf(event: Event, words: Vocabulary): string {
  const data = dataOf(event);
  const name = OWN.has(event.action) ? '' : (event.subjectName ?? '');
  if (event.action === 'read') return words.sawOf(words.looked[text(data, 'what')] ?? text(data, 'what'), name);
  const own = words.verbs[`${event.action} ${event.subject}`];
  const verb = own ?? `${words.verbs[event.action] ?? event.action} ${words.kinds[event.subject] ?? event.subject}`;
  const day = text(data, 'on') || text(data, 'valid_from') || text(data, 'day');
  const document = text(data, 'document') || text(data, 'document_number');
  const reason = text(data, 'reason');
  return [`${verb} ${name}`.trim(), day ? words.since(fullDay(day)) : '', document ? `(${document})` : '', reason ? words.reason(reason) : ''].filter(Boolean).join(' ');
}

export interface Asked {
  kind: '' | 'reads' | 'changes';
  subject: string;
  firstDay: string;
  lastDay: string;
  actor: string | undefined;
  record: string | undefined;
}

export interface Filter {
  subject?: string;
  subjectId?: string;
  personId?: string;
  firstDay?: string;
  lastDay?: string;
  reads?: boolean;
}

/** What was asked, as the server wants it: nothing for what does not narrow. */
export function filterOf(asked: Asked): Filter {
  return {
    ...(asked.kind ? { reads: asked.kind === 'reads' } : {}),
    ...(asked.subject ? { subject: asked.subject } : {}),
    ...(asked.firstDay ? { firstDay: asked.firstDay } : {}),
    ...(asked.lastDay ? { lastDay: asked.lastDay } : {}),
    ...(asked.actor ? { personId: asked.actor } : {}),
    ...(asked.record ? { subjectId: asked.record } : {}),
  };
}

/** The address of the same lines as a file. */
export const fileOf = (filter: Filter): string => {
  const query = new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)])).toString();
  return `/audit.csv${query ? `?${query}` : ''}`;
};
