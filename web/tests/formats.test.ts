import { describe, expect, test } from 'vitest';
import { daysAfter, daysBetween, fullDay, instantOf, monthOf, shortDay, time, weekday, weekdayWithin } from '../src/format/dates';
import { hours, megabytes, percent, points, quantity, readNumber } from '../src/format/numbers';

describe('numbers', () => {
  test('have a decimal comma and thousands points', () => {
    expect(quantity('1234.5')).toBe('1.234,5');
    expect(hours(144)).toBe('2,40');
    expect(percent(0.95834)).toBe('95,83%');
    expect(megabytes(12_400_000)).toBe('12,4 MB');
  });

  test('have a true minus sign', () => {
    expect(points('-0.625')).toBe('−0,63');
  });

  test.each([
    ['89.998', '89,998'],
    ['89.9999', '89,9999'],
    ['90', '90,00'],
    ['91.554', '91,55'],
    ['69.994', '69,99'],
  ])('points %s are never rounded up across a class: %s', (value, shown) => {
    expect(points(value)).toBe(shown);
  });

  test.each([
    ['1,5', 1.5],
    ['1.5', 1.5],
    ['1.234,5', 1234.5],
    ['12.000', 12000],
    [' 4 ', 4],
    ['bốn', null],
    ['-1', null],
    ['', null],
  ])('%j is read as %s', (typed, value) => {
    expect(readNumber(typed)).toBe(value);
  });
});

describe('dates', () => {
  test('are written as people write them', () => {
    expect(fullDay('2026-11-23')).toBe('23/11/2026');
    expect(shortDay('2026-11-23', '2026-01-01')).toBe('23/11');
    expect(shortDay('2025-11-23', '2026-01-01')).toBe('23/11/2025');
    expect(weekday('2026-11-23')).toBe('Thứ Hai');
    expect(weekdayWithin('2026-11-20')).toBe('thứ Sáu');
    expect(weekday('2026-11-22', 'en')).toBe('Sunday');
    expect(monthOf('2026-11')).toBe('11/2026');
  });

  test('are reckoned by the Vietnamese calendar', () => {
    expect(time('2026-11-23T17:05:00Z')).toBe('00:05');
    expect(daysAfter('2026-02-27', 3)).toBe('2026-03-02');
    expect(daysBetween('2026-11-23', '2026-11-20')).toBe(-3);
    expect(new Date(instantOf('2026-11-24', '00:05')).toISOString()).toBe('2026-11-23T17:05:00.000Z');
  });
});
