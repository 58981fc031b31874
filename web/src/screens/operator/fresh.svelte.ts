/** A question asked again every so often while somebody looks; what was answered stays until the next answer. */
import { Latest } from '../../desk/latest.svelte';

const EVERY = 15_000;

/** Keep an answer fresh for as long as the component that calls this is shown. */
export function fresh<Answer>(question: () => Promise<Answer>): Latest<Answer> & { again: () => void } {
  const latest = new Latest<Answer>();
  const again = (): void => void latest.ask(question);
  $effect(() => {
    again();
    const clock = setInterval(() => document.visibilityState === 'visible' && !latest.busy && again(), EVERY);
    return () => clearInterval(clock);
  });
  return Object.assign(latest, { again });
}
