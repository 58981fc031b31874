import{aJ as e}from"./console-Clenm4bN.js";const s=e(`
  query WhoLookedAtMe($after: String) {
    whoLookedAtMe(first: 20, after: $after) {
      edges { node { id at data person { fullName } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`),n=e(`
  query MyNotices($after: String) {
    myNotifications(first: 20, after: $after) {
      edges { node { id sheetId decisionId about at petitionBy acknowledgedAt } }
      pageInfo { hasNextPage endCursor }
    }
  }
`),o=e(`
  mutation Acknowledge($decision: UUID!) { acknowledgeDecision(input: { decisionId: $decision }) }
`),a=e(`
  query MyPapers($after: String) {
    myPapers(first: 20, after: $after) {
      edges { node { sheetId periodKind first last status pdf docx } }
      pageInfo { hasNextPage endCursor }
    }
  }
`),i=e(`
  query MyRecord($first: Date!, $last: Date!) {
    myRecord(firstDay: $first, lastDay: $last) { name titleVi titleEn rows }
  }
`),r=e(`
  query MyRequests { myCorrectionRequests { id section text filedAt outcome answer answeredAt } }
`),d=e(`
  mutation AskCorrection($input: AskCorrectionInput!) { askCorrection(input: $input) { id } }
`),c=e(`
  query WaitingReopenings { reopenings { id workDate reason askedAt person { fullName } } }
`),u=e(`
  mutation AnswerReopening($input: AnswerReopeningInput!) { answerReopening(input: $input) { id outcome } }
`);export{o as A,s as L,n as N,a as P,r as R,d as a,i as b,u as c,c as d};
