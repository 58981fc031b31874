import { describe, expect, test } from 'vitest';
import type { QueuedEntry } from '../src/device/queued';
import { inputOf } from '../src/device/queued';
import { uuid7 } from '../src/device/uuid7';
import { dayBefore, linesOf, minutesOf } from '../src/screens/cadre/lines';
import type { Entry, Item, Task } from '../src/screens/cadre/mine.svelte';
import { readReceipt, shownValue } from '../src/screens/cadre/month/receipt';
import { habitsOf, search, suggest } from '../src/screens/cadre/suggesting';

const TODAY = '2026-11-23';

const entry = (changes: Partial<Entry>): Entry => ({
  id: uuid7(),
  workDate: TODAY,
  status: 'SUBMITTED',
  quantity: '2',
  acceptedQuantity: null,
  startedAt: '2026-11-23T01:05:00Z',
  minutes: 60,
  output: 'Phiếu',
  normMinutes: 30,
  complexity: 'normal',
  quality: null,
  daysLate: 0,
  verifiedAt: null,
  createdAt: '2026-11-23T02:00:00Z',
  taskId: null,
  workItemId: 'item-1',
  workItem: { name: 'Thẩm định hồ sơ', productUnit: 'hồ sơ' },
  verifier: null,
  evidence: [{ documentNumber: '214/PTĐ', link: null, fileId: null }],
  score: null,
  ...changes,
});

const queued = (changes: Partial<QueuedEntry>): QueuedEntry => ({
  id: uuid7(),
  state: 'waiting',
  workDate: TODAY,
  workItemId: 'item-1',
  itemName: 'Thẩm định hồ sơ',
  productUnit: 'hồ sơ',
  normMinutes: 30,
  quantity: 1,
  minutes: 30,
  output: 'Phiếu',
  taskId: null,
  startedAt: null,
  pieces: [],
  submit: true,
  writtenAt: '2026-11-23T03:00:00Z',
  ...changes,
});

describe('a day', () => {
  test('shows an entry once when it is both sent and on the server', () => {
    const held = entry({});
    const lines = linesOf(TODAY, [held], [queued({ id: held.id, state: 'sent' }), queued({}), queued({ workDate: '2026-11-20' })]);
    expect(lines.map(({ status }) => status)).toEqual(['waiting', 'queued']);
  });

  test('counts what was accepted as confirmed, what waits as expected, drafts and refusals as neither', () => {
    const lines = linesOf(
      TODAY,
      [entry({ status: 'VERIFIED', acceptedQuantity: '1', quality: 'GOOD' }), entry({}), entry({ status: 'DRAFT' }), entry({ status: 'RETURNED' })],
      [queued({}), queued({ state: 'refused' }), queued({ state: 'held' })],
    );
    expect(minutesOf(lines)).toEqual({ confirmed: 30, expected: 90 });
  });

  test('a rejected entry says so', () => {
    const [line] = linesOf(TODAY, [entry({ status: 'VERIFIED', acceptedQuantity: '0', quality: 'REJECTED' })], []);
    expect(line?.status).toBe('rejected');
  });

  test('the day before is the newest with work on it', () => {
    const entries = ['2026-11-18', '2026-11-20', TODAY].map((workDate) => entry({ workDate }));
    expect(dayBefore(TODAY, entries)).toBe('2026-11-20');
    expect(dayBefore('2026-11-18', entries)).toBeNull();
  });
});

describe('suggestions', () => {
  const item = (id: string, name: string, group: Item['positionGroups'][number]): Item => ({
    id, code: `HC-${id}`, name, normMinutes: 30, complexity: 'normal', productUnit: 'hồ sơ', output: 'Phiếu', positionGroups: [group], ownerUnitId: null,
  });
  const items = [item('a', 'Báo cáo tuần', 'SUPPORT'), item('b', 'Thẩm định hồ sơ', 'PROFESSIONAL'), item('c', 'Thẩm định dự toán', 'SUPPORT'), item('d', 'Trực', 'SUPPORT')];
  const task: Task = { id: 't', title: 'Dự toán', quantity: '4', dueDate: '2026-11-25', note: null, documentNumber: null, workItemId: 'c', assigner: null, workItem: null };
  const entries = [entry({ workItemId: 'd', workDate: '2026-11-20' }), entry({ workItemId: 'a', workDate: '2026-11-18' }), entry({ workItemId: 'a', workDate: '2026-11-17', quantity: '6' })];
  const known = { items, positionGroup: 'PROFESSIONAL', entries, tasks: [task], today: TODAY };

  test('come from the last day, then tasks, then habits, then the position', () => {
    expect(suggest(known).map(({ item: { id }, ground }) => [id, ground.kind])).toEqual([['d', 'lastDay'], ['c', 'task'], ['a', 'habit'], ['b', 'position']]);
  });

  test('a search shows the personal ones first', () => {
    expect(search('tham dinh', known).map(({ item: { id } }) => id)).toEqual(['c', 'b']);
    expect(search('hc-a', known).map(({ item: { id } }) => id)).toEqual(['a']);
  });

  test('a habit knows its range', () => {
    expect(habitsOf(entries).get('a')).toMatchObject({ times: 2, least: 2, most: 6, last: 2, minutesEach: 30 });
  });
});

describe('what goes to the server', () => {
  test('carries the device clock and the evidence by its ids', () => {
    const input = inputOf(queued({ quantity: 1.5, pieces: [{ kind: 'number', number: '214/PTĐ' }, { kind: 'file', name: 'a.jpg', type: 'image/jpeg', size: 1, fileId: 'f' }] }));
    expect(input).toMatchObject({ quantity: '1.5', deviceTime: '2026-11-23T03:00:00Z', submit: true, evidence: [{ documentNumber: '214/PTĐ' }, { fileId: 'f' }] });
  });

  test('has ids of version 7 that rise, also when the clock is set back', () => {
    const ids = [uuid7(2e12), uuid7(2e12), uuid7(1e12), uuid7(2e12 + 1)];
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('a receipt', () => {
  test('is read in the order people reckon, the total last', () => {
    const receipt = readReceipt({ package: 'p', version: '1', inputs: { general: null, work_days: '20' }, values: { total: null, rate: '0.5', rating: 'HT', own_fact: '2', results: '35', credited: '1' } });
    expect(receipt.steps.map(({ name }) => name)).toEqual(['work_days', 'credited', 'rate', 'own_fact', 'general', 'results', 'total']);
    expect(shownValue('rate', '0.5', '', {})).toBe('50%');
    expect(shownValue('total', null, 'chưa có', {})).toBe('chưa có');
    expect(shownValue('quality', 'good', '', { good: 'Tốt' })).toBe('Tốt');
  });
});
