/** What the lists of evaluation ask: periods, people, what is overdue, and papers. */
import { graphql } from '../../graphql/tada';

export const PERIODS = graphql(`
  query EvaluationPeriods($from: Date!, $to: Date!) {
    evaluationPeriods(firstDay: $from, lastDay: $to) { id kind first last status positionGroups selfScoreBy opinionBy freezeOn decisionBy }
  }
`);

export const SHEETS = graphql(`
  query SheetsOfMyPeople($period: UUID!, $unit: UUID!, $after: String) {
    sheets(periodId: $period, unitId: $unit, first: 50, after: $after) {
      edges { node {
        id personId status notRanked total classByPoints proposedClass superiorClass computedAt opinedAt mayOpine mayDecide agencyId
        person { fullName } unit { name } superior { fullName }
        decisions { decidedClass decidedAt stands notRanked decidedBy { fullName } }
      } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const WAITING_SHEETS = graphql(`
  query SheetsThatWait($period: UUID!, $turn: SheetTurn!, $after: String) {
    waitingSheets(periodId: $period, turn: $turn, first: 50, after: $after) {
      edges { node {
        id personId status notRanked total classByPoints proposedClass superiorClass computedAt opinedAt mayOpine mayDecide agencyId
        person { fullName } unit { name } superior { fullName }
        decisions { decidedClass decidedAt stands notRanked decidedBy { fullName } }
      } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const OVERDUE = graphql(`
  query OverdueSteps($period: UUID!) {
    overdueSteps(periodId: $period) { sheetId fullName step due whose { fullName } }
  }
`);

export const WAITING = graphql(`
  query WhatWaits { waitingEvaluations { opinions decisions } }
`);

export const PETITIONS_WAITING = graphql(`
  query PetitionsThatWait { petitionsWaiting }
`);

export const RUNS = graphql(`
  query MyPaperRuns {
    paperRuns(first: 8) { edges { node { id kind fileFormat status done total fileName problem file startedAt documentNumber unit { name } meetingTold { heldAt place chair secretary present absent discussion conclusion } } } }
  }
`);

export const START_RUN = graphql(`
  mutation StartPaperRun($input: StartPaperRunInput!) { startPaperRun(input: $input) { id } }
`);

export const CANCEL_RUN = graphql(`
  mutation CancelPaperRun($id: UUID!) { cancelPaperRun(input: { id: $id }) { id } }
`);
