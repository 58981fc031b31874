import { describe, expect, it } from 'vitest';
import { median, periodName, rowsOf, written } from '../src/screens/ministry/figures';
import { next, TILES } from '../src/screens/ministry/grid';
import { classOf, limits } from '../src/screens/ministry/steps';
import { stack } from '../src/desk/charts/stacking';

describe('the map', () => {
  it('has 34 tiles, each at a place of its own', () => {
    expect(TILES).toHaveLength(34);
    expect(new Set(TILES.map(({ row, column }) => `${row}/${column}`)).size).toBe(34);
    expect(new Set(TILES.map(({ code }) => code)).size).toBe(34);
  });
  it('is walked by arrows from end to end, and Home is the capital', () => {
    expect(next('56', 'Home')).toBe('01');
    expect([next('01', 'ArrowDown'), next('01', 'ArrowRight'), next('25', 'ArrowUp')]).toEqual(['37', '24', '15']);
    expect([next('96', 'ArrowDown'), next('11', 'ArrowLeft'), next('04', 'x')]).toEqual(['96', '11', '04']);
    const reached = new Set(['01']);
    for (const from of reached) for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) reached.add(next(from, key));
    expect(reached.size).toBe(34);
  });
});

describe('the steps of colour', () => {
  it('are at most five and round', () => {
    expect(limits([9.8, 18.3])).toEqual([10, 12.5, 15, 17.5]);
    expect(limits([4])).toEqual([]);
    expect(limits([7, 7])).toEqual([]);
    for (const values of [[0, 1], [12, 13], [999, 100_000], [0.1, 0.13]]) expect(limits(values).length).toBeLessThan(5);
  });
  it('put a value at a limit into the upper class', () => {
    expect([classOf(9.9, [10, 12]), classOf(10, [10, 12]), classOf(12, [10, 12])]).toEqual([1, 2, 3]);
  });
});

describe('figures', () => {
  it('are written by their unit, and hidden ones have no value', () => {
    expect([written(15.9, '%'), written(15, '%'), written(1234, 'người'), written(89.6, 'điểm')]).toEqual(['15,9%', '15,0%', '1.234', '89,60']);
    const [row] = rowsOf([{ members: ['56'], values: ['3', null], obsStatus: ['A', 'Q'] }]);
    expect(row?.figures).toEqual([{ value: 3, status: 'A' }, { value: null, status: 'Q' }]);
  });
  it('have a middle and periods have names', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, null]);
    expect([periodName('2026-Q3'), periodName('2026')]).toEqual(['III/2026', '2026']);
  });
  it('that would cover each other stand one above the other', () => {
    expect(stack([0, 5, 30], (value) => value, 12).map(({ level }) => level)).toEqual([0, 1, 0]);
  });
});
