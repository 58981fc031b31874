/** The verbs of the inbox: each says at once what it does, and afterwards what has become of each entry. */
import { ask } from '../../graphql/ask';
import { Refused, SignedOut, Unreachable } from '../../graphql/errors';
import { toasts } from '../../layout/toast.svelte';
import { said, t as shared } from '../../words/language.svelte';
import { OPEN_GROUP, OPEN_SAMPLE, RETURN, UNDO, VERIFY, VERIFY_GROUP } from './documents';
import { inbox } from './inbox.svelte';
import { type Act, type Card, cardKey, type Group, groupKey, type Reason, type Told } from './kinds';
import { own } from './own/asked.svelte';
import { t } from './words';

const BATCH = 200;

interface Result {
  entryId: string;
  error: { code: string; messages: unknown } | null;
}

/** Confirm single entries, each with its own quality. */
export async function confirm(cards: Card[]): Promise<void> {
  await decide(cards, '', async () => {
    const results: Result[] = [];
    for (let first = 0; first < cards.length; first += BATCH) {
      const decisions = cards.slice(first, first + BATCH).map(({ id, submittedAt }) => ({ entryId: id, submittedAt, quality: inbox.qualityOf(cardKey(id)), facts: own.stated(cardKey(id), [id]) }));
      results.push(...((await ask(VERIFY, { decisions })).verifyEntries?.results ?? []));
    }
    return results;
  });
}

/** Confirm a group without its exceptions; these stay, as ones to be looked at alone. */
export async function confirmGroup(group: Group): Promise<void> {
  const cards = inbox.chosenOf(group.workItemId);
  const entries = cards.map(({ id, submittedAt }) => ({ entryId: id, submittedAt }));
  const input = { workItemId: group.workItemId, entries, quality: inbox.qualityOf(groupKey(group.workItemId)), facts: own.stated(groupKey(group.workItemId), cards.map(({ id }) => id)) };
  await decide(cards, group.item, async () => {
    const results = (await ask(VERIFY_GROUP, { input })).verifyGroup?.results ?? [];
    inbox.draws.delete(group.workItemId);
    return results;
  });
}

async function decide(cards: Card[], about: string, send: () => Promise<Result[]>): Promise<void> {
  for (const { id } of cards) inbox.pending.set(id, 'confirming');
  const results = await attempt(send);
  for (const { id } of cards) inbox.pending.delete(id);
  if (!results) return;
  const failed = new Map(results.flatMap(({ entryId, error }) => (error ? [[entryId, error.messages as Told] as const] : [])));
  const done = cards.filter(({ id }) => !failed.has(id));
  const failures = cards.flatMap((card) => (failed.has(card.id) ? [{ id: card.id, about: `${card.item} · ${card.person}`, told: failed.get(card.id) ?? { vi: '', en: '' } }] : []));
  inbox.settle(done.map(({ id }) => id));
  for (const { id, told } of failures) inbox.problems.set(id, told);
  note({ kind: 'verified', ids: done.map(({ id }) => id), people: done.map(({ personId }) => personId), at: new Date().toISOString(), asked: cards.length, about: about || (cards[0]?.item ?? ''), failures });
  inbox.news = failures.length > 0 ? `${t().said.verified(done.length, inbox.left)} ${t().said.failed(failures.length)}` : t().said.verified(done.length, inbox.left);
  if (failures.length > 0) await inbox.load();
}

/** Return an entry to its author. */
export async function giveBack(card: Card, code: Reason | null, text: string): Promise<boolean> {
  inbox.pending.set(card.id, 'returning');
  const input = { id: card.id, submittedAt: card.submittedAt, code, reason: text.trim() || null };
  const done = await attempt(() => ask(RETURN, { input }));
  inbox.pending.delete(card.id);
  if (!done) return false;
  inbox.settle([card.id]);
  note({ kind: 'returned', ids: [card.id], people: [card.personId], at: new Date().toISOString(), asked: 1, about: `${card.item} · ${card.person}`, failures: [] });
  inbox.news = t().said.returned(inbox.left);
  return true;
}

/** Take back what was verified last, or everything since the inbox was opened. */
export async function undo(all: boolean): Promise<void> {
  const acts = all ? inbox.verified : inbox.verified.slice(-1);
  const ids = acts.flatMap((act) => act.ids);
  if (ids.length === 0) {
    inbox.news = t().said.nothing;
    return;
  }
  const results = await attempt(async () => {
    const found: Result[] = [];
    for (let first = 0; first < ids.length; first += BATCH) {
      found.push(...((await ask(UNDO, { ids: ids.slice(first, first + BATCH) })).undoVerification?.results ?? []));
    }
    return found;
  });
  if (!results) return;
  const refused = new Map(results.flatMap(({ entryId, error }) => (error ? [[entryId, error.messages as Told] as const] : [])));
  inbox.acts = inbox.acts.flatMap((act) => {
    if (!acts.includes(act)) return [act];
    const kept = act.ids.flatMap((id, index) => (refused.has(id) ? [{ id, person: act.people[index] ?? '' }] : []));
    const failures = kept.map(({ id }) => ({ id, about: act.about, told: refused.get(id) ?? { vi: '', en: '' } }));
    return kept.length > 0 ? [{ ...act, ids: kept.map(({ id }) => id), people: kept.map(({ person }) => person), failures }] : [];
  });
  const undone = ids.length - refused.size;
  inbox.news = [undone > 0 ? t().undone(undone) : '', refused.size > 0 ? `${t().notUndone(refused.size)}.` : ''].join(' ').trim();
  await inbox.load();
}

/** Have the server draw a group's samples. */
export async function openGroup(group: Group): Promise<void> {
  inbox.open.add(group.workItemId);
  if (inbox.draws.has(group.workItemId)) return;
  const drawn = await attempt(() => ask(OPEN_GROUP, { item: group.workItemId }));
  if (drawn?.openGroup) inbox.draws.set(group.workItemId, drawn.openGroup);
}

/** Tell the server that a drawn entry stands open before the person. */
export async function openedSample(item: string, id: string): Promise<void> {
  const draw = inbox.draws.get(item);
  if (!draw || draw.opened.includes(id)) return;
  const told = await attempt(() => ask(OPEN_SAMPLE, { id }));
  if (!told?.openSample) return;
  inbox.draws.set(item, told.openSample);
  if (inbox.ready(item)) inbox.news = t().said.opened(told.openSample.opened.length);
}

function note(act: Act): void {
  inbox.acts = [...inbox.acts, act];
}

/** What a call answers; a refusal or a lost network is said, and nothing has changed then. */
async function attempt<Answer>(call: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Refused) toasts.say(said(error.first));
    else if (error instanceof Unreachable) toasts.say(shared().errors.unreachable);
    else if (error instanceof SignedOut) toasts.say(shared().errors.signedOut);
    else throw error;
    return undefined;
  }
}
