/** What one sheet asks and what is done on it. */
import { graphql } from '../../../graphql/tada';

export const SHEET = graphql(`
  query OneSheet($id: UUID!) {
    sheet(id: $id) {
      id personId unitId agencyId standing positionGroup status notRanked months ownMonths mayOpine mayDecide
      selfComment selfScoredAt superiorComment superiorClass opinedAt general results total classByPoints proposedClass computedAt frozenAt
      period { id kind first last selfScoreBy opinionBy freezeOn decisionBy status }
      person { fullName } unit { name } agency { name } superior { fullName }
      criteria { code parent depth vi en highest isLeaf ownScore ownComment superiorScore superiorComment }
      questions { name vi en kind keys lowest highest default answer }
      work { assigned accepted rate }
      products { workItemId name unit k logged accepted failed late entries }
      conditions { code vi en article state highest restsOn }
      figures { name vi en value }
      monthsUsed { month revision results total hash }
      history { id kind at late reason data person { fullName } }
      decisions {
        id number classByPoints proposedClass decidedClass notRanked reason exception documentNumber decidedAt stands petitionId decidedBy { fullName }
        petition { id text filedAt answerBy outcome answer answeredAt answerer { fullName } }
      }
    }
  }
`);

export const BEHIND = graphql(`
  query BehindTheSheet($id: UUID!, $behind: Behind!, $after: String) {
    sheetEntries(sheetId: $id, behind: $behind, first: 20, after: $after) {
      edges { node { id workDate workItemId quantity acceptedQuantity daysLate output comment verifiedAt workItem { name productUnit } verifier { fullName } score { points } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const WHAT_IF = graphql(`
  query WhatIfOfSheet($id: UUID!) {
    sheetWhatIf(sheetId: $id) {
      settled
      changes { kind times entryIds results total rating }
      ofMonths { month changes { kind times entryIds results total rating } }
    }
  }
`);

export const LOOKERS = graphql(`
  query WhoLookedAtMySheet { whoLookedAtMe(first: 40) { edges { node { id at person { fullName } } } } }
`);

export const SELF_SCORE = graphql(`
  mutation SelfScore($input: SelfScoreInput!) { selfScore(input: $input) { id } }
`);

export const OPINE = graphql(`
  mutation Opine($input: OpineInput!) { opine(input: $input) { id } }
`);

export const DECIDE = graphql(`
  mutation DecideSheet($input: DecideSheetInput!) { decideSheet(input: $input) { id } }
`);

export const REPLACE = graphql(`
  mutation ReplaceDecision($input: ReplaceDecisionInput!) { replaceDecision(input: $input) { id } }
`);

export const NOT_RANKED = graphql(`
  mutation MarkNotRanked($input: MarkNotRankedInput!) { markNotRanked(input: $input) { id } }
`);

export const RANK_AGAIN = graphql(`
  mutation RankAgain($input: RankAgainInput!) { rankAgain(input: $input) { id } }
`);

export const ACKNOWLEDGE = graphql(`
  mutation AcknowledgeDecision($id: UUID!) { acknowledgeDecision(input: { decisionId: $id }) }
`);

export const FILE = graphql(`
  mutation FilePetition($input: FilePetitionInput!) { filePetition(input: $input) { id } }
`);

export const WITHDRAW = graphql(`
  mutation WithdrawPetition($id: UUID!) { withdrawPetition(input: { petitionId: $id }) { id } }
`);
