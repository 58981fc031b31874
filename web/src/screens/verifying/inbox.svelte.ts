/** The inbox on this device: what the server arranged, where the person stands in it, and what was decided since. */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { ask } from '../../graphql/ask';
import { fold } from '../../search/folding';
import { BOARD } from './documents';
import { type Act, type Board, type Card, cardKey, type Group, groupKey, type Line, type Quality, type Told, USUAL_QUALITY } from './kinds';
import { waiting } from './counting/waiting.svelte';
import { own } from './own/asked.svelte';

const SHOWN = 7;
const ALONE_SECONDS = 20;
const GROUP_SECONDS = 20;

interface Draw {
  samples: string[];
  opened: string[];
}

class Inbox {
  board = $state.raw<Board>();
  error = $state.raw<Error>();
  /** How many drawn entries come before a group. */
  needed = $state(2);
  words = $state('');
  /** The line on which the focus stands. */
  at = $state<string>();
  everything = $state(false);
  acts = $state.raw<Act[]>([]);
  /** Words for the polite live region. */
  news = $state('');
  readonly settled = new SvelteSet<string>();
  readonly pending = new SvelteMap<string, 'confirming' | 'returning'>();
  readonly later = new SvelteSet<string>();
  readonly problems = new SvelteMap<string, Told>();
  readonly selected = new SvelteSet<string>();
  readonly excepted = new SvelteSet<string>();
  readonly qualities = new SvelteMap<string, Quality>();
  readonly open = new SvelteSet<string>();
  readonly draws = new SvelteMap<string, Draw>();

  readonly cards = $derived((this.board?.cards ?? []).filter(({ id }) => !this.settled.has(id)));
  private readonly alone = $derived(this.cards.filter((card) => card.flags.length > 0 || this.problems.has(card.id)));
  /** What needs a look, strangest first, what was put off last. */
  readonly flagged = $derived([...this.alone.filter(({ id }) => !this.later.has(id)), ...this.alone.filter(({ id }) => this.later.has(id))].filter((card) => this.fits(card)));
  /** The first of them; those on their way to the server take nobody's place. */
  readonly shown = $derived.by(() => {
    if (this.everything || this.words) return this.flagged;
    const last = this.flagged.filter(({ id }) => !this.pending.has(id))[SHOWN - 1];
    return last ? this.flagged.slice(0, this.flagged.indexOf(last) + 1) : this.flagged;
  });
  readonly groups = $derived.by(() => {
    const members = new Map<string, Card[]>();
    for (const card of this.cards) {
      if (card.flags.length > 0 || this.problems.has(card.id)) continue;
      members.set(card.workItemId, [...(members.get(card.workItemId) ?? []), card]);
    }
    const all = (this.board?.groups ?? []).map((group) => ({ group, cards: members.get(group.workItemId) ?? [] }));
    return all.filter(({ cards }) => cards.length > 0 && cards.some((card) => this.fits(card)));
  });
  readonly lines = $derived<Line[]>([
    ...this.shown.map((card) => ({ key: cardKey(card.id), kind: 'card' as const, card })),
    ...this.groups.flatMap(({ group, cards }) => [
      { key: groupKey(group.workItemId), kind: 'group' as const, group, cards },
      ...(this.open.has(group.workItemId) ? cards.map((card) => ({ key: cardKey(card.id), kind: 'member' as const, card, group })) : []),
    ]),
  ]);
  readonly here = $derived(this.lines.find(({ key }) => key === this.at) ?? this.lines[0]);
  readonly doneIds = $derived(new Set(this.acts.flatMap(({ ids }) => ids)));
  readonly left = $derived(Math.max((this.board?.waiting ?? 0) - this.settled.size, 0));
  readonly total = $derived(this.left + this.doneIds.size);
  readonly minutesLeft = $derived(Math.ceil((this.alone.length * ALONE_SECONDS + this.groups.length * GROUP_SECONDS) / 60));
  /** Verified since the inbox was opened. */
  readonly verified = $derived(this.acts.filter(({ kind }) => kind === 'verified'));

  async load(): Promise<void> {
    try {
      const [{ inboxBoard, settings }] = await Promise.all([ask(BOARD, {}), own.load()]);
      this.board = inboxBoard ?? undefined;
      this.needed = settings?.samplesBeforeGroup ?? this.needed;
      this.settled.clear();
      this.error = undefined;
      waiting.tell(inboxBoard?.waiting ?? 0);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.error = error;
    }
  }

  qualityOf(key: string): Quality {
    return this.qualities.get(key) ?? USUAL_QUALITY;
  }

  /** The members of a group that are not left out. */
  chosenOf(item: string): Card[] {
    return (this.groups.find(({ group }) => group.workItemId === item)?.cards ?? []).filter(({ id }) => !this.excepted.has(id));
  }

  /** Whether as many drawn entries were opened as the tenant wants before the group. */
  ready(item: string): boolean {
    const size = this.chosenOf(item).length;
    return (this.draws.get(item)?.opened.length ?? 0) >= Math.min(this.needed, size);
  }

  groupOf(line: Line | undefined): Group | undefined {
    return line && line.kind !== 'card' ? line.group : undefined;
  }

  cardAt(line: Line | undefined): Card | undefined {
    return line && line.kind !== 'group' ? line.card : undefined;
  }

  /** The line so many places on, staying at the ends. */
  beside(steps: number): Line | undefined {
    const place = this.lines.findIndex(({ key }) => key === this.here?.key);
    return this.lines[Math.min(Math.max(place + steps, 0), this.lines.length - 1)];
  }

  /** The line to stand on once some lines have gone: the next one that stays, else the one before. */
  after(leaving: Set<string>): Line | undefined {
    const place = this.lines.findIndex(({ key }) => key === this.here?.key);
    const stays = (line: Line): boolean => !leaving.has(line.key) && !(line.kind !== 'group' && this.pending.has(line.card.id));
    return this.lines.slice(place).find(stays) ?? this.lines.slice(0, place).findLast(stays);
  }

  settle(ids: string[]): void {
    for (const id of ids) {
      this.settled.add(id);
      this.problems.delete(id);
      this.selected.delete(id);
      this.later.delete(id);
    }
    waiting.tell(this.left);
  }

  private fits(card: Card): boolean {
    const words = fold(this.words).trim().split(/\s+/).filter(Boolean);
    const text = fold(`${card.person} ${card.item} ${card.documentNumber ?? ''} ${card.output}`);
    return words.every((word) => text.includes(word));
  }
}

export const inbox = new Inbox();
