/** The score grows before one's eyes: looks quietly whether the month was scored again, and renews what shows it. */
import { clock } from '../../device/clock.svelte';
import { network } from '../../device/network.svelte';
import { ask } from '../../graphql/ask';
import { session } from '../../session/session.svelte';
import { WATCH } from './documents';
import { mine, whatIfOf } from './mine.svelte';

const CALM_MS = 60_000;
const EAGER_MS = 4_000;
const STALE_LOG_MS = 60_000;

/** Whether something confirmed this month has no score yet: the figure shown is about to change. */
export function recounting(): boolean {
  const month = clock.today().slice(0, 7);
  return (mine.log.value?.entries ?? []).some(({ status, score, workDate }) => status === 'VERIFIED' && !score && workDate.startsWith(month));
}

async function look(): Promise<void> {
  const personId = session.me?.personId;
  if (document.hidden || !network.online || !personId) return;
  const month = `${clock.today().slice(0, 7)}-01`;
  try {
    const newest = (await ask(WATCH, { person: personId, month })).monthScores?.[0];
    const shown = mine.months.value?.find((one) => one.month === month);
    if (newest && newest.revision !== shown?.revision) await Promise.all([mine.months.renew(), mine.log.renew(), whatIfOf(month.slice(0, 7)).renew()]);
    else if (recounting()) await mine.log.renew();
  } catch {
    // the next look tries again; what is shown stays
  }
}

/** Look as long as a screen stands; answers how to stop. */
export function watch(): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let stopped = false;
  const next = (): void => {
    if (!stopped) timer = setTimeout(() => void look().finally(next), recounting() ? EAGER_MS : CALM_MS);
  };
  const arrive = (): void => {
    if (document.hidden) return;
    if (Date.now() - Date.parse(mine.log.at ?? '1970-01-01') > STALE_LOG_MS) void mine.log.renew();
    void look();
  };
  document.addEventListener('visibilitychange', arrive);
  addEventListener('focus', arrive);
  next();
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', arrive);
    removeEventListener('focus', arrive);
  };
}
