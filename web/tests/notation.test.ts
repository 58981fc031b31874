import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Dictionary, identifierOf, type Scope } from '../src/screens/norms/notation/names';
import { seenAt, toShown, toStored, unknownIn } from '../src/screens/norms/notation/notation';
import { shownValue, storedNumber, storedValue } from '../src/screens/norms/notation/numbers';

const PACKAGES = new URL('../../tenants/norms/packages/', import.meta.url);

const scope: Scope = {
  here: new Dictionary([
    { name: 'norm', vi: 'Định mức thời gian' },
    { name: 'quantity', vi: 'Số lượng' },
    { name: 'complexity', vi: 'Độ phức tạp' },
    { name: 'earned', vi: 'Phút theo chất lượng' },
    { name: 'credited', vi: 'Phút quy đổi' },
    { name: 'days_late', vi: 'Số ngày chậm (âm là sớm)' },
    { name: 'total', vi: 'Tổng' },
    { name: 'k', vi: 'Hệ số' },
    { name: 'k2', vi: 'Hệ số' },
  ]),
  below: new Dictionary([
    { name: 'credited', vi: 'Phút của ngày' },
    { name: 'over', vi: 'Vượt giờ' },
  ]),
  tables: new Dictionary([
    { name: 'complexity', vi: 'Hệ số độ phức tạp (ví dụ)' },
    { name: 'timing', vi: 'Thưởng sớm, trừ chậm (ví dụ)' },
  ]),
};

test('people see names, signs and decimal commas', () => {
  expect(toShown('norm * quantity * complexity[complexity]', scope)).toBe('định_mức_thời_gian × số_lượng × hệ_số_độ_phức_tạp[độ_phức_tạp]');
  expect(toShown('max(0, earned / 1.25 - timing[days_late])', scope)).toBe('max(0; phút_theo_chất_lượng ÷ 1,25 − thưởng_sớm_trừ_chậm[số_ngày_chậm])');
});

test('within a sum stand the names of the level below', () => {
  expect(toShown('credited + sum(credited, where=over) + max(credited)', scope)).toBe('phút_quy_đổi + tổng(phút_của_ngày; khi=vượt_giờ) + max(phút_của_ngày)');
  expect(toShown('max(credited, 0)', scope)).toBe('max(phút_quy_đổi; 0)');
});

test('both forms are read, 1,4 and 1.4 alike', () => {
  for (const written of ['max(0; phút_quy_đổi × 1,4)', 'max(0, credited * 1.4)', 'max(0; credited × 1.4)']) expect(toStored(written, scope)).toBe('max(0, credited * 1.4)');
  expect(toStored('total nếu không (k == "a") không_thì thiếu', scope)).toBe('total if not (k == "a") else missing');
});

test('a name of the language or of two things stays as it is stored', () => {
  expect(toShown('total + k + k2', scope)).toBe('total + k + k2');
});

test('a name that is not there is told with its place and the nearest one, never guessed', () => {
  const written = 'định_mức_thời_gian × so_luong';
  expect(unknownIn(written, scope)).toEqual([{ from: 21, to: 29, name: 'so_luong', suggestion: 'số_lượng' }]);
  expect(toStored(written, scope)).toBe('norm * so_luong');
  expect(unknownIn('số_lượg', scope)[0]?.suggestion).toBe('số_lượng');
  expect(unknownIn('hoàn_toàn_khác', scope)[0]?.suggestion).toBeUndefined();
});

test('a place in the stored text is found in what is seen', () => {
  const stored = 'norm * (quantity + 1)';
  const shown = toShown(stored, scope);
  const { from, to } = seenAt(stored, stored.indexOf('quantity') + 3, scope);
  expect(shown.slice(from, to)).toBe('số_lượng');
  expect(seenAt(stored, stored.length, scope).to).toBe(shown.length);
});

test('labels become words', () => {
  expect(identifierOf('Số ngày chậm (âm là sớm)')).toBe('số_ngày_chậm');
  expect(identifierOf('3 lần')).toBe('');
  expect(identifierOf('Phần của K bị trừ mỗi lần không đạt hoặc chậm')).toBe('');
});

/** Every formula of the packages that ship, with labels for all their names. */
const shipped = readdirSync(PACKAGES).filter((name) => name.endsWith('.yaml')).flatMap((name) => {
  const text = readFileSync(new URL(name, PACKAGES), 'utf8');
  const labels = [...text.matchAll(/^ {2,8}(\w+): +\{.*?vi: "?([^",}]+)/gm)].map(([, id, vi]) => ({ name: id ?? '', vi: vi ?? '' }));
  const dictionary = new Dictionary([...new Map(labels.map((one) => [one.name, one])).values()]);
  const formulas = [...text.matchAll(/\bis: (?:"([^"]+)"|'([^']+)'|([^,{}"']+)(?=, (?:unit|vi)))/g)].map((found) => found[1] ?? found[2] ?? found[3] ?? '');
  return formulas.map((formula) => [name, formula.trim(), { here: dictionary, below: dictionary, tables: dictionary }] as const);
});

test('there are formulas to try', () => expect(shipped.length).toBeGreaterThan(100));

test('what is shown of every shipped formula is stored again letter by letter', () => {
  for (const [, formula, names] of shipped) expect(toStored(toShown(formula, names), names)).toBe(formula);
});

test('so it is for any pieces put together', () => {
  const pieces = ['norm', 'credited', 'sum(', 'max(', 'min(', ')', ', ', ',', ' * ', ' / ', ' - ', ' + ', '1.5', '20', 'complexity[', ']', ' if ', ' else ', ' and ', 'not ', '"staff"', ' == ', ' in (', 'where=', 'zero=', 'missing', 'True', '('];
  let seed = 7;
  const random = (): number => (seed = (seed * 48271) % 2147483647);
  for (let run = 0; run < 2000; run += 1) {
    const formula = Array.from({ length: (random() % 9) + 1 }, () => pieces[random() % pieces.length] ?? '').join('').trim();
    if (/\d[\p{L}]|[\p{L}\d]\d|[\p{L}_]"|[\d\p{L}]{1}(?:norm|credited)|\d,\d/u.test(formula)) continue; // pieces that grew together
    expect(toStored(toShown(formula, scope), scope), formula).toBe(formula);
  }
});

test('values of scales', () => {
  expect(shownValue('-0.05')).toBe('−0,05');
  expect(['1,4', '1.4', ' 1,4 '].map(storedNumber)).toEqual(['1.4', '1.4', '1.4']);
  expect(['−0,05', '+0,5', '1,4,2', 'x', ''].map(storedNumber)).toEqual(['-0.05', '0.5', null, null, null]);
  expect([storedValue('HTT', 'HTXS'), storedValue('abc', '1'), storedValue('đ', 'HT')]).toEqual(['HTT', null, null]);
});
