/** A work item's version as lines that people read. */
import { fullDay } from '../../../format/dates';
import { quantity } from '../../../format/numbers';
import type { ResultOf } from '../../../graphql/tada';
import type { Line } from '../changing/life';
import type { ITEM, ITEM_DRAFT } from '../documents';
import { called } from '../lists.svelte';
import { t } from '../words';

export type ItemVersion = NonNullable<ResultOf<typeof ITEM>['workItemHistory']>[number];
export type ItemDraft = NonNullable<ResultOf<typeof ITEM_DRAFT>['workItemDraft']>;

/** Everything that a version says. */
export function linesOf(item: ItemVersion | ItemDraft): Line[] {
  const words = t();
  const facts = words.facts;
  return [
    { label: facts.name, value: item.name },
    { label: facts.norm, value: words.minutesPer(quantity(item.normMinutes), item.productUnit) },
    { label: facts.complexity, value: called('complexities', item.complexity) },
    { label: facts.standardScore, value: quantity(item.standardScore) },
    { label: facts.output, value: item.output },
    { label: facts.field, value: called('fields', item.field) },
    { label: facts.taskGroup, value: words.taskGroups[item.taskGroup] },
    { label: facts.positionGroups, value: item.positionGroups.map((group) => words.positionGroups[group]).join(', ') },
    ...item.attributes.map(({ name, value }) => ({ label: `${facts.own}: ${name}`, value })),
  ];
}

/** Whose it is and where it comes from: the same in all versions. */
export function originOf(item: ItemVersion | ItemDraft): Line[] {
  const facts = t().facts;
  return [
    { label: facts.owner, value: item.ownerUnitId ? (item.ownerUnit?.name ?? item.ownerUnitId) : facts.common },
    { label: facts.template, value: item.templateCode ?? facts.ownOnly },
  ];
}

/** From when until when a version holds. */
export function validityOf({ validFrom, validTo }: { validFrom: string | null; validTo: string | null }): string {
  if (!validFrom) return t().status.DRAFT;
  return validTo ? t().validBetween(fullDay(validFrom), fullDay(validTo)) : t().validFrom(fullDay(validFrom));
}
