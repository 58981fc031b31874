import { expect, test, vi } from 'vitest';

vi.stubGlobal('location', { pathname: '/console/', search: '' });
vi.stubGlobal('addEventListener', () => {});
vi.stubGlobal('document', { addEventListener: () => {} });
const { match } = await import('../src/router/router.svelte');

test('an address is matched part by part', () => {
  expect(match('/viec/:id', '/viec/a%20b')).toEqual({ id: 'a b' });
  expect(match('/viec/:id', '/viec')).toBeNull();
  expect(match('/cho-gui', '/cho-gui')).toEqual({});
  expect(match('/cho-gui', '/them')).toBeNull();
});
