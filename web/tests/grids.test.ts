import { expect, test } from 'vitest';
import { cellName, elsewhere, fittingRows, type Result, rowsOf, shownCell, structural } from '../src/screens/catalogue/importing/grid';

const words = { vi: 'a', en: 'a' };
const fault = (row: number | null, cell: string | null, code: string): Result['errors'][number] => ({ sheet: 'S', row, column: null, cell, code, problem: words, remedy: words });
const result: Result = {
  new: 1, changed: 1, unchanged: 0, written: false, errorCount: 2, sheets: [],
  errors: [fault(3, 'B3', 'CELL_EMPTY'), fault(1, 'A1', 'COLUMN_UNKNOWN')],
  rows: [
    { sheet: 'S', row: 2, state: 'changed', before: [{ field: 'competencies.NL-1', label: words, said: null }, { field: 'name', label: words, said: words }] },
    { sheet: 'S', row: 3, state: 'invalid', before: [] },
  ],
};
const sheets = { S: [['Mã', 'Tên'], ['A-1', 'Thẩm định'], ['A-2', ''], ['', ''], ['A-3', 62.5]] };

test('cells are shown as people write them and named as Excel names them', () => {
  expect([62.5, true, { date: '23/11/2026' }, { formula: '' }, undefined].map((cell) => shownCell(cell))).toEqual(['62,5', 'TRUE', '23/11/2026', 'ƒ', '']);
  expect([cellName(0, 2), cellName(25, 1), cellName(26, 9), cellName(52, 3)]).toEqual(['A2', 'Z1', 'AA9', 'BA3']);
});

test('rows below the headings carry their state and faults; empty ones say nothing', () => {
  const rows = rowsOf(sheets, 'S', 1, result);
  expect(rows.map(({ number, state }) => [number, state])).toEqual([[2, 'changed'], [3, 'invalid'], [5, undefined]]);
  expect(rows[1]?.faults.get('B3')?.map(({ code }) => code)).toEqual(['CELL_EMPTY']);
  expect(structural(result).map(({ code }) => code)).toEqual(['COLUMN_UNKNOWN']);
});

test('rows are found by state and by words without diacritics', () => {
  const rows = rowsOf(sheets, 'S', 1, result);
  expect(fittingRows(rows, 'invalid', '').map(({ number }) => number)).toEqual([3]);
  expect(fittingRows(rows, 'all', 'tham dinh').map(({ number }) => number)).toEqual([2]);
});

test('what changed beside the columns is told of the row', () => {
  const [row] = rowsOf(sheets, 'S', 1, result);
  const column = { at: 1, field: 'name', heading: 'Tên', form: 'line' as const, hint: words, choices: [] };
  expect(row && elsewhere(row, [column]).map(({ field }) => field)).toEqual(['competencies.NL-1']);
});
