/** A job position's version as lines that people read. */
import type { ResultOf } from '../../../graphql/tada';
import type { Line } from '../changing/life';
import type { POSITION, POSITION_DRAFT } from '../documents';
import { called } from '../lists.svelte';
import { t } from '../words';

export type PositionVersion = NonNullable<ResultOf<typeof POSITION>['jobPositionHistory']>[number];
export type PositionDraft = NonNullable<ResultOf<typeof POSITION_DRAFT>['jobPositionDraft']>;

/** What kind of position it is, and its description. */
export function linesOf(position: PositionVersion | PositionDraft): Line[] {
  const words = t().position;
  return [
    { label: words.name, value: position.name },
    { label: words.group, value: t().positionGroups[position.positionGroup] },
    { label: words.rank, value: called('ranks', position.rank) },
    { label: words.field, value: called('fields', position.field) },
    { label: words.level, value: called('levels', position.level) },
    { label: words.purpose, value: position.purpose },
    { label: words.duties, value: position.duties.join('\n') },
    { label: words.authority, value: position.authority },
    { label: words.relations, value: position.relations },
    { label: words.requirements, value: position.requirements },
    ...position.attributes.map(({ name, value }) => ({ label: `${t().facts.own}: ${name}`, value })),
  ];
}

/** The competency framework as lines, for telling versions apart. */
export const frameworkOf = (position: PositionVersion | PositionDraft): Line[] =>
  position.competencies.map(({ code, level, competency }) => ({ label: competency?.name ?? code, value: t().position.required(level) }));
