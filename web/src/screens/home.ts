import { offered, ROUTES } from './routes';

/** The first screen of the navigation that a person may open. */
export function homeOf(may: (right: string) => boolean): string {
  return ROUTES.find((route) => route.nav && offered(route, may))?.path ?? '/them';
}
