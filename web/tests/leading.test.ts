import { expect, test, vi } from 'vitest';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });
vi.stubGlobal('location', { pathname: '/console/', search: '' });
vi.stubGlobal('addEventListener', () => {});
vi.stubGlobal('document', { addEventListener: () => {} });
vi.stubGlobal('navigator', { onLine: true });
const { choices } = await import('../src/screens/unit/leading.svelte');
const { stateOf } = await import('../src/screens/unit/assigning/tasks');
const { given, scaleOf } = await import('../src/screens/unit/loads');
const { minutesOf, weekOf } = await import('../src/screens/unit/person/days');
const { boxRows, boxTable, lastMonths, topShare } = await import('../src/screens/unit/calibration/report');

const unit = (id: string, parentId: string | null, depth: number) => ({ id, name: id, parentId, depth });
const TREE = [unit('top', 'above', 2), unit('a', 'top', 3), unit('a1', 'a', 4), unit('b', 'top', 3), unit('b1', 'b', 4)];

test('of a tree one chooses among what one leads, the way down, and what stands directly below', () => {
  const led = [{ id: 'top', name: 'top' }];
  expect(choices(led, TREE, 'top').map(({ id, depth }) => [id, depth])).toEqual([['top', 0], ['a', 1], ['b', 1]]);
  expect(choices(led, TREE, 'a').map(({ id }) => id)).toEqual(['top', 'a', 'a1', 'b']);
  expect(choices([{ id: 'b', name: 'b' }], TREE.slice(3), 'b').map(({ id, depth }) => [id, depth])).toEqual([['b', 0], ['b1', 1]]);
});

test('a task that was handed in whole is not late, whatever the day', () => {
  const task = { status: 'OPEN' as const, dueDate: '2026-11-20', quantity: '4', progress: { logged: '3', confirmed: '0' } };
  expect(stateOf(task, '2026-11-23')).toBe('late');
  expect(stateOf(task, '2026-11-20')).toBe('today');
  expect(stateOf(task, '2026-11-19')).toBe('open');
  expect(stateOf({ ...task, progress: { logged: '4.0', confirmed: '0' } }, '2026-11-23')).toBe('full');
  expect(stateOf({ ...task, status: 'CANCELLED' }, '2026-11-23')).toBe('CANCELLED');
});

const person = { personId: 'p', fullName: 'Lê Thị Kim Ngân', appointmentId: 'x', unitId: 'u', unitName: 'u', state: 'FIT' as const, doing: null, dayMinutes: '480', assigned: '480', logged: '0', confirmed: '0', openTasks: 0, lateTasks: 0, waiting: 0, week: [] };

test('bars share a scale of ten to sixteen hours, and people are spoken of by their given names', () => {
  expect([scaleOf([]), scaleOf([{ ...person, assigned: '700' }]), scaleOf([{ ...person, assigned: '2000' }])]).toEqual([600, 700, 960]);
  expect(given([person, { ...person, fullName: 'Hồ Anh Tuấn' }, person])).toEqual({ names: 'Ngân, Tuấn', more: 1 });
});

test('a day counts what was accepted, and neither drafts nor what came back', () => {
  const entry = { status: 'SUBMITTED' as const, normMinutes: 60, quantity: '2', acceptedQuantity: null };
  expect(minutesOf([entry, { ...entry, status: 'VERIFIED', acceptedQuantity: '1.5' }, { ...entry, status: 'RETURNED' }, { ...entry, status: 'DRAFT' }])).toBe(210);
});

test('a week has seven days and leaves out weekends on which nothing was done', () => {
  expect(weekOf('2026-11-24', []).map(({ day }) => day.slice(8))).toEqual(['16', '17', '18', '19', '20', '23', '24']);
  expect(weekOf('2026-11-22', []).at(-1)?.day).toBe('2026-11-22');
});

const box = (months: number, middle: number | null) => ({ months, middle, least: middle, lower: middle, upper: middle, most: middle });
const picture = (id: string, points: ReturnType<typeof box> | null) => ({ unitId: id, people: 1, hours: 8, medianHours: null, unit: { name: id }, classes: [], flags: [], points });

test('boxes stand in the order of their medians, and units with too few months only in the table', () => {
  const units = [picture('few', box(2, null)), picture('low', box(5, 70)), picture('none', null), picture('high', box(9, 89.998))];
  expect(boxRows(units).map(({ name, told }) => [name, told])).toEqual([['high', '89,998'], ['low', '70,00']]);
  expect(boxTable(units).map(({ unitId }) => unitId)).toEqual(['high', 'low', 'few']);
});

test('months go back over the year, and a rater without verdicts has no share', () => {
  expect(lastMonths('2026-02-10').slice(0, 3)).toEqual(['2026-02-01', '2026-01-01', '2025-12-01']);
  const rater = { personId: 'p', fullName: 'A', entries: 0, general: null, medianTop: null, unit: null, levels: [], flags: [] };
  expect([topShare(rater), topShare({ ...rater, entries: 4, levels: [{ name: 'excellent', count: 1 }] })]).toEqual([0, 0.25]);
});
