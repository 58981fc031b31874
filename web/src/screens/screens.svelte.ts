/** Every screen of the console, in the order of the navigation; each area has its own list. */
import { routes as cadre } from './cadre/routes';
import { routes as everybody } from './everybody/routes';
import type { Route } from './routes';

class Screens {
  private desks = $state.raw<Route[]>();

  get all(): Route[] {
    return [...cadre, ...(this.desks ?? []), ...everybody];
  }

  /** Whether the screens of desks are among them. */
  get whole(): boolean {
    return this.desks !== undefined;
  }

  /** Add the screens of desks; throws without network where they were never opened. */
  async loadDesks(): Promise<void> {
    this.desks ??= (await import('./desks')).desks;
  }
}

export const screens = new Screens();
