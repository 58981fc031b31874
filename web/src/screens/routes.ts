/** What is known of a screen: its address, what it needs, and where it stands in the navigation. */
import type { Component } from 'svelte';
import type { IconName } from '../parts/icons';
import type { Match } from '../router/router.svelte';
import type { Words } from '../words/vi';

/** A screen; some want to know what stood in the address. */
type Screen = Component<{ params: Match }> | Component<Record<string, never>>;

export interface Place {
  label: keyof Words['nav'];
  icon: IconName;
  /** Another name for it in the rail. */
  rail?: keyof Words['nav'];
  /** How much it wants to be in a phone's bottom bar, which holds five: 1 is first; without, it is found under more. */
  bar?: number;
  /** Who finds it in the navigation, if that is not everybody who may open it. */
  right?: string | string[];
  /** What waits there, if that is known. */
  count?: () => number | undefined;
}

export interface Route {
  path: string;
  /** The right, or one of several, without which the screen is not shown. */
  right?: string | string[];
  /** The sentence that says whose screen it is. */
  whose?: keyof Words['denied']['needs'];
  load: () => Promise<{ default: Screen }>;
  nav?: Place;
  /** Covers the screen on a phone: no bottom bar. */
  covers?: boolean;
}

/** Whether somebody who may do certain things may see a screen that needs a right, or one of several. */
export const allowed = (right: Route['right'], may: (right: string) => boolean): boolean => [right ?? []].flat().some(may) || right === undefined;

/** Whether the navigation offers a screen to somebody. */
export const offered = ({ right, nav }: Route, may: (right: string) => boolean): boolean => allowed(right, may) && allowed(nav?.right, may);
