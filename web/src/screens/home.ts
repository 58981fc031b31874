import { offered, ROUTES } from './routes';

/** The first screen of the navigation that a person may open; what only lies under more is nobody's first. */
export function homeOf(may: (right: string) => boolean): string {
  return ROUTES.find((route) => route.nav?.bar && offered(route, may))?.path ?? '/them';
}
