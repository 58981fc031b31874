/** Assigned tasks as whoever gave them sees them: which state, in words and shape. */
import type { ResultOf } from '../../../graphql/tada';
import type { IconName } from '../../../parts/icons';
import type { GIVEN } from '../documents';
import type { Tone } from '../loads';

type Edge = NonNullable<ResultOf<typeof GIVEN>['tasks']>['edges'][number];
export type GivenTask = Edge['node'];
export type TaskState = 'late' | 'today' | 'open' | 'full' | 'DONE' | 'CANCELLED';

export const TASKS: Record<TaskState, { icon: IconName; tone: Tone }> = {
  late: { icon: 'hourglass', tone: 'bad' },
  today: { icon: 'hourglass', tone: 'warn' },
  open: { icon: 'flag', tone: 'quiet' },
  full: { icon: 'clock', tone: 'wait' },
  DONE: { icon: 'done', tone: 'ok' },
  CANCELLED: { icon: 'close', tone: 'quiet' },
};

/** Late means something is still to be handed in; what was handed in whole waits for the leader, not for the cadre. */
export function stateOf({ status, dueDate, quantity, progress }: Pick<GivenTask, 'status' | 'dueDate' | 'quantity' | 'progress'>, today: string): TaskState {
  if (status !== 'OPEN') return status;
  if (Number(progress.logged) >= Number(quantity)) return 'full';
  if (dueDate < today) return 'late';
  return dueDate === today ? 'today' : 'open';
}
