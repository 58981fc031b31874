/** The address of the page, without hashes; links inside the console never load a page anew. */

const BASE = '/console';

/** An address inside the console. */
export const to = (path: string): string => BASE + path;

export interface Match {
  /** What stood in the places of `:name`. */
  [name: string]: string;
}

class Router {
  path = $state(this.read());
  query = $state.raw(new URLSearchParams(location.search));

  constructor() {
    addEventListener('popstate', () => this.arrive());
    document.addEventListener('click', (event) => this.follow(event));
  }

  go(path: string, options: { replace?: boolean } = {}): void {
    history[options.replace ? 'replaceState' : 'pushState']({ inside: true }, '', to(path));
    this.arrive();
    scrollTo(0, 0);
  }

  /** Back to where the person came from, or to a page if that was outside. */
  back(otherwise: string): void {
    if ((history.state as { inside?: boolean } | null)?.inside) history.back();
    else this.go(otherwise, { replace: true });
  }

  private read(): string {
    const path = location.pathname.startsWith(BASE) ? location.pathname.slice(BASE.length) : '/';
    return path.replace(/\/+$/, '') || '/';
  }

  private arrive(): void {
    this.path = this.read();
    this.query = new URLSearchParams(location.search);
  }

  private follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (!link.pathname.startsWith(`${BASE}/`)) return;
    event.preventDefault();
    this.go(link.pathname.slice(BASE.length) + link.search);
  }
}

export const router = new Router();

/** Whether a path fits a pattern such as `/viec/:id`, and with what. */
export function match(pattern: string, path: string): Match | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const found: Match = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) found[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return found;
}
