/** The nouns of the inbox, as the server tells them. */
import type { ResultOf } from '../../graphql/tada';
import type { BOARD, LOOK, SPREAD } from './documents';

export type Board = NonNullable<ResultOf<typeof BOARD>['inboxBoard']>;
export type Card = Board['cards'][number];
export type Group = Board['groups'][number];
export type Flag = Card['flags'][number];
export type Look = NonNullable<ResultOf<typeof LOOK>['entry']>;
export type Piece = Look['evidence'][number];
export type Spread = NonNullable<ResultOf<typeof SPREAD>['inboxSpread']>;

export const QUALITIES = ['GOOD', 'FAIR', 'POOR', 'REJECTED', 'EXCELLENT'] as const;
export type Quality = (typeof QUALITIES)[number];
export const USUAL_QUALITY: Quality = 'GOOD';

export const REASONS = ['MISSING_PRODUCT', 'WRONG_ITEM', 'WRONG_QUANTITY', 'WRONG_COMPLEXITY', 'DUPLICATE', 'OTHER'] as const;
export type Reason = (typeof REASONS)[number];

export const VERBS = ['down', 'up', 'select', 'confirm', 'confirmGroup', 'giveBack', 'later', 'enlarge', 'compare', 'undo', 'search', 'keys'] as const;
export type Verb = (typeof VERBS)[number];

export interface Told {
  vi: string;
  en: string;
}

/** Something that was decided since the inbox was opened. */
export interface Act {
  kind: 'verified' | 'returned';
  ids: string[];
  people: string[];
  at: string;
  /** How many were asked for. */
  asked: number;
  /** What the act was about, in words. */
  about: string;
  failures: { id: string; about: string; told: Told }[];
}

/** A line of the list on which the focus can stand. */
export type Line = { key: string; kind: 'card'; card: Card } | { key: string; kind: 'group'; group: Group; cards: Card[] } | { key: string; kind: 'member'; card: Card; group: Group };

export const cardKey = (id: string): string => `c-${id}`;
export const groupKey = (item: string): string => `g-${item}`;
