/** States of an entry: a shape, a word and a tone, always together. */
import type { IconName } from './icons';

export type Status = 'draft' | 'queued' | 'sending' | 'waiting' | 'confirmed' | 'rejected' | 'returned' | 'refused' | 'sent';

export const GLYPHS: Record<Status, { icon: IconName; tone: 'ok' | 'wait' | 'warn' | 'bad' | 'quiet' }> = {
  draft: { icon: 'draft', tone: 'quiet' },
  queued: { icon: 'queued', tone: 'quiet' },
  sending: { icon: 'queued', tone: 'quiet' },
  waiting: { icon: 'clock', tone: 'wait' },
  confirmed: { icon: 'done', tone: 'ok' },
  rejected: { icon: 'warning', tone: 'bad' },
  returned: { icon: 'returned', tone: 'warn' },
  refused: { icon: 'warning', tone: 'bad' },
  sent: { icon: 'done', tone: 'ok' },
};
