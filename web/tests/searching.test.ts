import { describe, expect, test } from 'vitest';
import { fit, fold, marked } from '../src/search/folding';

describe('search without diacritics', () => {
  test('folds tones, marks and đ, letter by letter', () => {
    expect(fold('Thẩm định ĐƯỜNG')).toBe('tham dinh duong');
    expect(fold('Thẩm'.normalize('NFD'))).toBe('tham');
  });

  test('finds all the words in any order, whole phrases first', () => {
    const name = fold('Phối hợp thẩm định hương ước thôn');
    expect(fit(name, 'tham dinh')).toBeGreaterThan(fit(name, 'dinh tham'));
    expect(fit(name, 'thon thẩm')).toBeGreaterThan(0);
    expect(fit(name, 'tham xxx')).toBe(0);
    expect(fit(name, '  ')).toBe(0);
  });

  test('marks what was found in the name as it is written', () => {
    expect(marked('Phối hợp thẩm định', 'tham dinh')).toEqual([
      { text: 'Phối hợp ', hit: false },
      { text: 'thẩm định', hit: true },
    ]);
    expect(marked('Thẩm tra định mức', 'dinh tham').filter(({ hit }) => hit).map(({ text }) => text)).toEqual(['Thẩm', 'định']);
  });
});
