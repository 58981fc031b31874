import { offered, type Route } from '../screens/routes';
import { screens } from '../screens/screens.svelte';
import { session } from '../session/session.svelte';

export type Entry = Route & Required<Pick<Route, 'nav'>>;

/** What stands in the navigation of the person who is signed in. */
export const entries = (): Entry[] => screens.all.filter((route): route is Entry => route.nav !== undefined && offered(route, (right) => session.may(right)));

const BAR = 5;

/** What stands in a phone's bottom bar: the five that matter most, in the order of the navigation. */
export function bar(): Entry[] {
  const chosen = entries().filter(({ nav }) => nav.bar).sort((one, other) => (one.nav.bar ?? 0) - (other.nav.bar ?? 0)).slice(0, BAR);
  return entries().filter((entry) => chosen.includes(entry));
}

/** What a phone's bottom bar has no room for. */
export const rest = (): Entry[] => entries().filter((entry) => !bar().includes(entry));
