import { describe, expect, it } from 'vitest';
import { readGiven, writeGiven } from '../src/screens/norms/parts/given';
import { addedLine, dimensionsOf, gridOf, removedLine } from '../src/screens/norms/parts/grids';
import { isKey, isName, nameOf } from '../src/screens/norms/parts/naming';
import { type Fact, statedOf } from '../src/screens/verifying/own/facts';
import { shownValue } from '../src/screens/verifying/own/shown';

describe('parts of a norm package', () => {
  it('makes a code of a label, and knows what the language takes', () => {
    expect(nameOf('Phút thưởng ròng (đ)')).toBe('phut_thuong_rong_d');
    expect(nameOf('1. Tháng')).toBe('thang');
    expect(nameOf('Sum')).toBe('sum_1');
    expect([isName('a_1'), isName('1a'), isName('month'), isName('Đ'), isKey('sp-1.c/2'), isKey('sp 1')]).toEqual([true, false, false, false, true, false]);
  });

  it('adds and removes whole lines of a scale of two keys', () => {
    const row = (name: string): { path: string[]; name: string; text: string } => ({ path: [], name, text: '1' });
    const scale = { name: 'level', vi: '', en: '', form: 'rows', unit: '', rows: [row('sp1 c1'), row('sp1 c2'), row('sp2 c1'), row('sp2 c2'), row('')] };
    expect(dimensionsOf(scale)).toBe(2);
    expect(gridOf(scale)).toEqual({ rows: ['sp1', 'sp2'], columns: ['c1', 'c2'] });
    expect(addedLine(scale, 'row', 'sp3', { c1: '1', c2: '2' })).toEqual([{ path: ['tables', 'level', 'rows', 'sp3'], act: 'PUT', value: { c1: '1', c2: '2' } }]);
    expect(addedLine(scale, 'column', 'c3', { sp1: '4', sp2: '5' }).map(({ path }) => path.at(-2))).toEqual(['sp1', 'sp2']);
    expect(removedLine(scale, 'column', 'c1')).toEqual(['sp1', 'sp2'].map((key) => ({ path: ['tables', 'level', 'rows', key, 'c1'], act: 'REMOVE' })));
  });

  it('reads what an example is given and writes the same', () => {
    const given = { general: '28.5', early: '-1', of: [{ credited: '480', times: '3' }, { of: [{ quality: 'fair' }] }] };
    const read = readGiven(given);
    expect(read.lines.map(({ typed }) => typed)).toEqual(['28,5', '−1']);
    expect(writeGiven(read)).toEqual(given);
    expect(writeGiven({ lines: [{ name: 'general', typed: 'hai tám' }], times: '', of: [] })).toBeNull();
  });
});

describe('facts stated when verifying', () => {
  const stars: Fact = { name: 'stars', vi: '', en: '', kind: 'NUMBER', unit: 'star', min: '0.1', max: '5', step: '0.1', keys: [], required: true, default: null };

  it('holds numbers to their range and step without binary fractions', () => {
    expect(['0,3', '0.7', '−1', '5,1', '0,35', 'x', ''].map((typed) => statedOf(stars, typed))).toEqual([
      { value: '0.3' }, { value: '0.7' }, { wrong: 'outside' }, { wrong: 'outside' }, { wrong: 'offStep' }, { wrong: 'number' }, { wrong: 'needed' },
    ]);
    expect(statedOf({ ...stars, default: '4' }, ' ')).toEqual({ value: undefined });
    expect(statedOf({ ...stars, required: false }, '')).toEqual({ value: undefined });
    expect(statedOf({ ...stars, kind: 'KEY' }, 'lead')).toEqual({ value: 'lead' });
    expect(['0.500', '10', '-3', 'lead'].map(shownValue)).toEqual(['0,5', '10', '−3', 'lead']);
  });
});
