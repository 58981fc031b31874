/** What the drafts that other systems send are called. */
import { speaking } from '../../../words/language.svelte';

const vi = {
  title: 'Chờ bạn ghi thời gian',
  all: (count: number) => `Tất cả ${count}`,
  from: (source: string, day: string) => `${source} · xong ${day}`,
  dismiss: 'Bỏ gợi ý',
  dismissOf: (name: string) => `Bỏ gợi ý: ${name}`,
  dismissed: 'Đã bỏ gợi ý',
  offline: 'Chưa bỏ được: không có mạng.',
};

const en: typeof vi = {
  title: 'Waiting for your time',
  all: (count) => `All ${count}`,
  from: (source, day) => `${source} · finished ${day}`,
  dismiss: 'Not to be logged',
  dismissOf: (name) => `Not to be logged: ${name}`,
  dismissed: 'It is offered no longer',
  offline: 'Not done yet: no network.',
};

export const o = speaking(vi, en);
