/** What is known of an entry beyond its line: asked when it is looked at, and for the one that comes next. */
import { ask } from '../../graphql/ask';
import { LOOK, SPREAD } from './documents';
import type { Look, Spread } from './kinds';

export interface Seen {
  entry: Look | null;
  spread: Spread | null;
}

const seen = new Map<string, Promise<Seen>>();
const others = new Map<string, Promise<Look | null>>();

async function fetchBoth(id: string): Promise<Seen> {
  const [look, spread] = await Promise.all([ask(LOOK, { id }), ask(SPREAD, { id })]);
  return { entry: look.entry, spread: spread.inboxSpread };
}

/** An entry as it was submitted at that moment; what failed is asked again next time. */
export function lookAt(id: string, submittedAt: string): Promise<Seen> {
  const key = `${id} ${submittedAt}`;
  let found = seen.get(key);
  if (!found) {
    found = fetchBoth(id);
    found.catch(() => seen.delete(key));
    seen.set(key, found);
  }
  return found;
}

/** An entry that another is compared with. */
export function lookBeside(id: string): Promise<Look | null> {
  let found = others.get(id);
  if (!found) {
    found = ask(LOOK, { id }).then(({ entry }) => entry);
    found.catch(() => others.delete(id));
    others.set(id, found);
  }
  return found;
}
