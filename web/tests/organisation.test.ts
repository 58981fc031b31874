import { expect, test, vi } from 'vitest';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });
vi.stubGlobal('document', { documentElement: {}, addEventListener: () => {} });
vi.stubGlobal('location', { pathname: '/console/', search: '' });
vi.stubGlobal('addEventListener', () => {});
vi.stubGlobal('navigator', { onLine: true });
const { rowsOf, stepOf, reordered, totals, above } = await import('../src/screens/organisation/units/tree');
const { loginOf, newPassword } = await import('../src/screens/organisation/accounts/passwords');
const { dueAfter, inOrder, nameOf, nextSpan, spanOf } = await import('../src/screens/organisation/periods/steps');
const { grouped, stateOf } = await import('../src/screens/organisation/tokens/scopes');
const { actOf, actorOf, fileOf, filterOf } = await import('../src/screens/organisation/audit/sentences');
const { fieldOf } = await import('../src/screens/organisation/form.svelte');

const line = (id: string, parentId: string | null, name: string, depth: number, position = 0) => ({ id, parentId, name, code: id.toUpperCase(), depth, position });
const TREE = [line('p', null, 'Tỉnh', 1), line('d', 'p', 'Sở Tài chính', 2), line('b', 'd', 'Phòng Ngân sách', 3), line('c', 'p', 'Phường Nha Trang', 2)];
const ids = (rows: { unit: { id: string } }[]): string[] => rows.map(({ unit }) => unit.id);

test('a branch shows what is below it when it is open, and a search what fits with what is above', () => {
  expect(ids(rowsOf(TREE, new Set()))).toEqual(['p']);
  expect(ids(rowsOf(TREE, new Set(['p'])))).toEqual(['p', 'd', 'c']);
  expect(ids(rowsOf(TREE, new Set(), 'ngan sach'))).toEqual(['p', 'd', 'b']);
  expect(ids(rowsOf(TREE, new Set(), 'c'))).toContain('c');
  expect(rowsOf(TREE, new Set(), 'xyz')).toEqual([]);
  expect(rowsOf(TREE, new Set(['p']))[1]).toMatchObject({ place: 1, siblings: 2, branch: true, open: false });
});

test('arrows go through the tree as trees are gone through', () => {
  const rows = rowsOf(TREE, new Set(['p']));
  expect(stepOf(rows, 'p', 'ArrowDown')).toEqual({ focus: 'd' });
  expect(stepOf(rows, 'd', 'ArrowRight')).toEqual({ open: 'd' });
  expect(stepOf(rows, 'd', 'ArrowLeft')).toEqual({ focus: 'p' });
  expect(stepOf(rows, 'p', 'ArrowLeft')).toEqual({ close: 'p' });
  expect(stepOf(rows, 'c', 'ArrowDown')).toEqual({});
  expect(stepOf(rows, 'p', 'End')).toEqual({ focus: 'c' });
  expect(stepOf(rows, 'p', 'q')).toBeNull();
});

test('three hundred units are put in rows quickly', () => {
  const many = Array.from({ length: 3000 }, (_, index) => line(String(index), index === 0 ? null : String(Math.floor((index - 1) / 6)), `Phòng ${index}`, 1));
  const begun = performance.now();
  expect(rowsOf(many, new Set(many.map(({ id }) => id)))).toHaveLength(3000);
  expect(performance.now() - begun).toBeLessThan(500);
});

test('sums of a branch and the way to the root', () => {
  expect(totals(TREE, () => 1)).toEqual(new Map([['p', 4], ['d', 2], ['b', 1], ['c', 1]]));
  expect(ids(above(TREE, 'b').map((unit) => ({ unit })))).toEqual(['p', 'd']);
});

test('a sibling comes to stand where it is put, and as few positions change as can be', () => {
  const siblings = [line('a', null, 'a', 1, 1), line('b', null, 'b', 1, 2), line('c', null, 'c', 1, 3)];
  expect(reordered(siblings, 'c', null)).toEqual([{ id: 'c', position: 0 }]);
  expect(reordered(siblings, 'a', 'c')).toEqual([{ id: 'a', position: 4 }]);
  expect(reordered(siblings, 'b', 'a')).toEqual([]);
  const equal = siblings.map((unit) => ({ ...unit, position: 0 }));
  expect(reordered(equal, 'c', 'a')).toEqual([{ id: 'c', position: 1 }, { id: 'b', position: 2 }]);
});

test('first passwords are long, drawn fairly, and have no letters that look alike', () => {
  expect(newPassword()).toMatch(/^([a-hj-km-np-z2-9]{4}-){3}[a-hj-km-np-z2-9]{4}$/);
  expect(newPassword((count) => new Uint8Array(count).fill(31))).toBe('aaaa-aaaa-aaaa-aaaa'.replaceAll('a', newPassword((count) => new Uint8Array(count).fill(0)).charAt(0)));
  expect(loginOf('Nguyễn Thị Đào')).toBe('daont');
});

test('periods have their days and names, and steps their last days', () => {
  expect(spanOf('MONTH', '2026-12-05')).toEqual({ first: '2026-12-01', last: '2026-12-31' });
  expect(spanOf('QUARTER', '2026-11-24')).toEqual({ first: '2026-10-01', last: '2026-12-31' });
  expect(spanOf('YEAR', '2026-11-24', 12)).toEqual({ first: '2025-12-01', last: '2026-11-30' });
  expect(nextSpan('QUARTER', '2026-11-25').first).toBe('2027-01-01');
  const words = { month: (name: string) => `Tháng ${name}`, quarter: (name: string) => `Quý ${name}`, year: (name: string) => `Năm ${name}` };
  expect(nameOf('QUARTER', spanOf('QUARTER', '2026-08-01'), words)).toBe('Quý III/2026');
  expect(nameOf('YEAR', spanOf('YEAR', '2026-12-02', 12), words)).toBe('Năm 2027');
  expect(dueAfter({ first: '2026-11-01', last: '2026-11-30' }, 2, ['2026-11-30', '2026-12-01', '2026-12-02'])).toBe('2026-12-02');
  expect(dueAfter({ first: '2026-11-01', last: '2026-11-30' }, 9, [])).toBeUndefined();
  expect([inOrder([3, 5, 7, 10]), inOrder([3, 2, 7, 10]), inOrder([3, Number.NaN, 7, 10]), inOrder([3, 5, 7, 61])]).toEqual([true, false, false, false]);
});

test('rights are grouped, and a token is open, over or revoked', () => {
  expect(grouped(['unit:read', 'audit:read', 'unit:manage'])).toEqual([{ resource: 'audit', rights: ['audit:read'] }, { resource: 'unit', rights: ['unit:manage', 'unit:read'] }]);
  const now = new Date('2026-11-24T00:00:00Z');
  expect(stateOf({ expiresAt: '2026-11-23T00:00:00Z', revokedAt: null }, now)).toBe('expired');
  expect(stateOf({ expiresAt: '2026-11-25T00:00:00Z', revokedAt: '2026-11-24T00:00:00Z' }, now)).toBe('revoked');
});

test('a line of the trail is a sentence, and its filter an address', () => {
  const words = { program: 'Hệ thống', verbs: { moved: 'chuyển', 'signed_in account': 'đăng nhập' }, kinds: { unit: 'đơn vị' }, looked: { scores: 'điểm' }, sawOf: (what: string, whose: string) => `đã xem ${what} của ${whose}`, since: (day: string) => `từ ${day}`, reason: (reason: string) => `vì ${reason}` };
  const event = { action: 'moved', subject: 'unit', subjectName: 'Phòng A', data: { on: '2026-12-01', document: '1/QĐ' }, accountId: 'x', accountLogin: 'quantri', person: null };
  expect(actOf(event, words)).toBe('chuyển đơn vị Phòng A từ 01/12/2026 (1/QĐ)');
  expect(actorOf(event, words)).toBe('quantri');
  expect(actorOf({ ...event, accountId: null, accountLogin: null }, words)).toBe('Hệ thống');
  expect(actOf({ ...event, action: 'read', subject: 'person', data: { what: 'scores' } }, words)).toBe('đã xem điểm của Phòng A');
  expect(actOf({ ...event, action: 'signed_in', subject: 'account', data: {} }, words)).toBe('đăng nhập');
  expect(actOf({ ...event, action: 'odd', subject: 'odd', data: 7 }, words)).toBe('odd odd Phòng A');
  expect(filterOf({ kind: 'reads', subject: '', firstDay: '', lastDay: '2026-11-24', actor: 'p', record: undefined })).toEqual({ reads: true, lastDay: '2026-11-24', personId: 'p' });
  expect(fileOf({ reads: false, subject: 'unit' })).toBe('/audit.csv?reads=false&subject=unit');
  expect(fileOf({})).toBe('/audit.csv');
});

test('a refusal stands at the field it names, else at the first', () => {
  const told = (...path: string[]) => ({ code: 'X', vi: '', en: '', path });
  expect(fieldOf(told('input', 'late_log_days'), ['on', 'lateLogDays'])).toBe('lateLogDays');
  expect(fieldOf(told('input', 'parentId'), ['on', 'target'], { parentId: 'target' })).toBe('target');
  expect(fieldOf(told('input', 'scores', '0'), ['scores'])).toBe('scores');
  expect(fieldOf(told(), ['on'])).toBe('on');
});
