import { describe, expect, it } from 'vitest';
import { newest, restsOn, type Sheet, toldOf, writtenAfter } from '../src/screens/evaluating/sheet/model';

const step = (id: string, kind: string, data: unknown = {}): Sheet['history'][number] => ({ id, kind, at: `2026-11-0${id}T08:00:00Z`, late: false, reason: null, data, person: null });
const sheet = (...history: Sheet['history']): Sheet => ({ history }) as unknown as Sheet;

describe('a sheet', () => {
  it('tells who wrote on it after what a writer had in view', () => {
    const one = sheet(step('1', 'opened'), step('2', 'self_scored'), step('3', 'recomputed'));
    expect(writtenAfter(one, '1')?.id).toBe('2');
    expect(writtenAfter(one, '2')).toBeUndefined();
    expect(newest(one)).toBe('3');
  });

  it('finds until when a decision can be petitioned, and whether it was taken note of', () => {
    const one = sheet(step('1', 'notified', { decision_id: 'a', petition_by: '2026-11-20' }), step('2', 'acknowledged', { decision_id: 'b' }));
    expect(toldOf(one, 'notified', 'a')).toEqual({ at: '2026-11-01T08:00:00Z', until: '2026-11-20' });
    expect(toldOf(one, 'acknowledged', 'a')).toBeUndefined();
  });

  it('says what a condition rests on: numbers as people write them, records by their documents', () => {
    expect(restsOn({ most: '0.2', above: null, records: [{ document_number: '7/QĐ' }, { document_number: '8/QĐ' }] })).toEqual([['most', '0,2'], ['records', '7/QĐ; 8/QĐ']]);
    expect(restsOn({ records: [] })).toEqual([]);
  });
});
