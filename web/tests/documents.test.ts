import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const files = import.meta.glob<Record<string, unknown>>('../src/**/documents.ts', { eager: true });
const documents = Object.entries(files).flatMap(([file, held]) => Object.entries(held).map(([name, text]) => [`${file} ${name}`, text] as const));

test.each(documents)('%s fits the schema', (_, text) => {
  expect(validate(schema, parse(text as string))).toEqual([]);
});

test('there are documents', () => {
  expect(documents.length).toBeGreaterThan(10);
});
