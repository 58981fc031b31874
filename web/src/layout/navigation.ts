import { ROUTES, type Route } from '../screens/routes';
import { session } from '../session/session.svelte';

export type Entry = Route & Required<Pick<Route, 'nav'>>;

/** What stands in the navigation of the person who is signed in. */
export const entries = (): Entry[] => ROUTES.filter((route): route is Entry => route.nav !== undefined && (!route.right || session.may(route.right)));
