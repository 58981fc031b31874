import { graphql } from '../../graphql/tada';

export const LOOKERS = graphql(`
  query WhoLookedAtMe($after: String) {
    whoLookedAtMe(first: 20, after: $after) {
      edges { node { id at data person { fullName } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const NOTICES = graphql(`
  query MyNotices($after: String) {
    myNotifications(first: 20, after: $after) {
      edges { node { id sheetId decisionId about at petitionBy acknowledgedAt } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const ACKNOWLEDGE = graphql(`
  mutation Acknowledge($decision: UUID!) { acknowledgeDecision(input: { decisionId: $decision }) }
`);

export const PAPERS = graphql(`
  query MyPapers($after: String) {
    myPapers(first: 20, after: $after) {
      edges { node { sheetId periodKind first last status pdf docx } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const RECORD = graphql(`
  query MyRecord($first: Date!, $last: Date!) {
    myRecord(firstDay: $first, lastDay: $last) { name titleVi titleEn rows }
  }
`);

export const REQUESTS = graphql(`
  query MyRequests { myCorrectionRequests { id section text filedAt outcome answer answeredAt } }
`);

export const ASK_CORRECTION = graphql(`
  mutation AskCorrection($input: AskCorrectionInput!) { askCorrection(input: $input) { id } }
`);

export const REOPENINGS = graphql(`
  query WaitingReopenings { reopenings { id workDate reason askedAt person { fullName } } }
`);

export const ANSWER_REOPENING = graphql(`
  mutation AnswerReopening($input: AnswerReopeningInput!) { answerReopening(input: $input) { id outcome } }
`);
