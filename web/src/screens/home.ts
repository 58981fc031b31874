import { offered } from './routes';
import { screens } from './screens.svelte';

/** The first screen of the navigation that a person may open; what only lies under more is nobody's first. */
export function homeOf(may: (right: string) => boolean): string {
  return screens.all.find((route) => route.nav?.bar && offered(route, may))?.path ?? '/them';
}
