import { describe, expect, test } from 'vitest';
import { inputOf, type QueuedEntry } from '../src/device/queued';
import { uuid7 } from '../src/device/uuid7';
import { formOfEntry, formOfQueued } from '../src/screens/cadre/adding/editing';
import { asQueued, differing, type Held, merged } from '../src/screens/cadre/conflict/versions';
import { linesOf } from '../src/screens/cadre/lines';
import type { Entry } from '../src/screens/cadre/mine.svelte';

const DAY = '2026-11-23';

const here = (changes: Partial<QueuedEntry> = {}): QueuedEntry => ({
  id: 'entry-1', state: 'waiting', workDate: DAY, workItemId: 'item-1', itemName: 'Thẩm định', productUnit: 'hồ sơ', normMinutes: 30,
  quantity: 2, minutes: 45, output: 'Phiếu', taskId: null, startedAt: null, pieces: [{ kind: 'number', number: '1/TB' }], submit: false,
  writtenAt: '2026-11-23T02:00:00Z', change: { id: uuid7(), seen: 'step-1' }, ...changes,
});

const there = {
  id: 'entry-1', workDate: DAY, status: 'DRAFT', quantity: '5', minutes: 60, output: 'Phiếu', normMinutes: 30, complexity: 'normal', startedAt: null,
  taskId: null, workItemId: 'item-1', workItem: { name: 'Thẩm định', productUnit: 'hồ sơ' },
  evidence: [{ id: 'e', documentNumber: '2/TB', fileId: null, link: null }, { id: 'l', documentNumber: null, fileId: null, link: 'https://a.vn' }], history: [],
} as unknown as Held;

describe('two versions of an entry', () => {
  test('only what differs is asked', () => {
    expect(differing(here(), asQueued(there))).toEqual(['quantity', 'minutes', 'evidence']);
    expect(differing(asQueued(there), asQueued(there))).toEqual([]);
  });

  test('each line comes from the chosen side, evidence from both', () => {
    const made = merged(here(), asQueued(there), { quantity: 'there', minutes: 'here', evidence: 'both' });
    expect([made.quantity, made.minutes]).toEqual([5, 45]);
    expect(made.pieces).toEqual([{ kind: 'number', number: '2/TB' }, { kind: 'link', link: 'https://a.vn' }, { kind: 'number', number: '1/TB' }]);
    expect(merged(here(), asQueued(there), {}).pieces).toEqual(here().pieces);
  });
});

describe('changing an entry', () => {
  const entry = { ...there, createdAt: '2026-11-23T02:00:00Z', daysLate: 0, score: null, verifier: null } as unknown as Entry;

  test('a change on its way stands in place of what the server holds', () => {
    expect(linesOf(DAY, [entry], [here()]).map(({ quantity, status }) => [quantity, status])).toEqual([[2, 'queued']]);
    expect(linesOf(DAY, [entry], [here({ state: 'sent' })]).map(({ quantity }) => quantity)).toEqual([5]);
  });

  test('the date of an entry that came too late once is fixed, also after it was sent again', () => {
    const refusal = { code: 'LOG_TOO_LATE', vi: '', en: '' };
    expect(formOfQueued(here({ state: 'refused', refusal }), []).editing?.dayFixed).toBe(true);
    expect(formOfQueued(here({ dateFixed: true }), []).editing?.dayFixed).toBe(true);
    expect(formOfQueued(here(), []).editing?.dayFixed).toBe(false);
  });

  test('a draft of the server becomes a form that knows what it has seen, and keeps links', () => {
    const form = formOfEntry(entry, [], 'step-7');
    expect([form.quantity, form.minutes, form.editing?.seen, form.item.name]).toEqual([5, 60, 'step-7', 'Thẩm định']);
    expect(inputOf(here({ pieces: form.pieces })).evidence).toEqual([{ documentNumber: '2/TB' }, { link: 'https://a.vn' }]);
  });
});
