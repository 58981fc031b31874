/** Every screen of the console: its address, what it needs, and where it stands in the navigation. */
import type { Component } from 'svelte';
import type { IconName } from '../parts/icons';
import type { Match } from '../router/router.svelte';
import type { Words } from '../words/vi';
import { routes as cadre } from './cadre/routes';
import { routes as everybody } from './everybody/routes';

/** A screen; some want to know what stood in the address. */
type Screen = Component<{ params: Match }> | Component<Record<string, never>>;

export interface Route {
  path: string;
  /** The right without which the screen is not shown. */
  right?: string;
  /** The sentence that says whose screen it is. */
  whose?: keyof Words['denied']['needs'];
  load: () => Promise<{ default: Screen }>;
  nav?: { label: keyof Words['nav']; icon: IconName; rail?: keyof Words['nav'] };
  /** Covers the screen on a phone: no bottom bar. */
  covers?: boolean;
}

/** In the order of the navigation; each area adds its own list. */
export const ROUTES: Route[] = [...cadre, ...everybody];
