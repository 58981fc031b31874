/** Documents typed from the schema. At run time a document is its own text: nothing of the library is shipped. */
import type { initGraphQLTada } from 'gql.tada';
import type { introspection } from './schema';

type Setup = {
  introspection: introspection;
  scalars: { Date: string; DateTime: string; Decimal: string; UUID: string; Long: number; JSON: unknown; StatisticsRows: unknown };
};

const keepText = (text: string): unknown => text;

export const graphql = keepText as unknown as ReturnType<typeof initGraphQLTada<Setup>>;

export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada';
