/** What the screens of norms hold, typed from what they ask. */
import type { ResultOf } from '../../graphql/tada';
import type { VariablesOf } from '../../graphql/tada';
import type { DESK, KEEP, LAB_RUN, LAB_RUNS, MOVERS, PACKAGES, UNITS } from './documents';

type Some<T> = NonNullable<T>;

export type Package = Some<ResultOf<typeof PACKAGES>['normPackages']>[number];
export type Pilot = Some<ResultOf<typeof PACKAGES>['normPilots']>[number];
export type Correction = Some<ResultOf<typeof PACKAGES>['normCorrections']>[number];
export type Desk = Some<ResultOf<typeof DESK>['normDesk']>;
export type Scale = Desk['scales'][number];
export type Level = Desk['levels'][number];
export type Example = Desk['examples'][number];
export type Spot = Desk['problems'][number];
/** A change to the structure of a package, or to one of its values. */
export type Change = VariablesOf<typeof KEEP>['input']['edits'][number];
export type RunLine = Some<ResultOf<typeof LAB_RUNS>['labRuns']>['edges'][number]['node'];
export type Run = Some<ResultOf<typeof LAB_RUN>['labRun']>;
export type Outcome = Some<Run['outcome']>;
export type Period = Outcome['periods'][number];
export type Mover = Some<ResultOf<typeof MOVERS>['labMovers']>['edges'][number]['node'];
export type Unit = Some<ResultOf<typeof UNITS>['units']>[number];

/** The key of a part's path; no name holds a space. */
export const keyOf = (path: string[]): string => path.join(' ');

/** Problems that are no worked examples: with them nothing can be computed. */
export const blocking = (desk: Desk): Spot[] => desk.problems.filter(({ problem }) => problem.code !== 'example');

/** Worked examples that do not hold. */
export const failing = (desk: Desk): Example[] => desk.examples.filter(({ expected }) => expected.some(({ passed }) => passed === false));
