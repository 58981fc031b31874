import{aD as t}from"./console-C9EQOeQQ.js";const n=t(`
  query MyEntries($from: Date!, $to: Date!, $after: String) {
    myEntries(dateFrom: $from, dateTo: $to, first: 100, after: $after) {
      edges {
        node {
          id workDate status quantity acceptedQuantity startedAt minutes output normMinutes complexity quality daysLate
          verifiedAt createdAt taskId workItemId
          workItem { name productUnit }
          verifier { fullName }
          evidence { documentNumber link fileId }
          score { points }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`),s=t(`
  query MyOpenEntries($from: Date!, $to: Date!) {
    myEntries(dateFrom: $from, dateTo: $to, statuses: [DRAFT, RETURNED], first: 100) {
      edges { node { id history { id kind reason } } }
    }
  }
`),o=t(`
  query MyTasks {
    tasks(mineOnly: true, openOnly: true, first: 100) {
      edges {
        node { id title quantity dueDate note documentNumber workItemId assigner { fullName } workItem { name productUnit } }
      }
    }
  }
`),a=t(`
  query MyPosts($person: UUID!) {
    posts(personId: $person) { id isPrimary validTo jobPosition { positionGroup } }
  }
`),i=t(`
  query ItemsOfPost($post: UUID!, $after: String) {
    workItems(filter: { appointmentId: $post }, first: 100, after: $after) {
      edges { node { id code name normMinutes complexity productUnit output positionGroups ownerUnitId } }
      pageInfo { hasNextPage endCursor }
    }
  }
`),r=t(`
  query MyMonths($person: UUID!, $from: Date!, $to: Date!) {
    monthScores(personId: $person, dateFrom: $from, dateTo: $to) {
      month revision results total rating receipt scoredAt hash
    }
  }
`),d=t(`
  query EntryReceipt($id: UUID!) {
    receipt(entryId: $id) {
      points packageName packageVersion hash scoredAt
      inputs { name value }
      values { name value }
    }
  }
`),u=t(`
  query MyEntry($id: UUID!) {
    entry(id: $id) {
      id workDate status quantity acceptedQuantity startedAt minutes output normMinutes complexity quality daysLate comment
      taskId workItemId
      workItem { name productUnit }
      verifier { fullName }
      verifiedAt
      evidence { id documentNumber fileId link }
      history { id kind at reason person { fullName } }
      score { points }
    }
  }
`),m=t(`
  mutation WithdrawEntry($id: UUID!) { withdrawEntry(input: { id: $id }) { id status } }
`),p=t(`
  mutation DiscardEntry($id: UUID!) { discardEntry(input: { id: $id }) }
`),c=t(`
  query WatchMonth($person: UUID!, $month: Date!) {
    monthScores(personId: $person, dateFrom: $month, dateTo: $month) { revision scoredAt }
  }
`),y=t(`
  query WhatIf($person: UUID!, $month: Date!) {
    whatIf(personId: $person, month: $month) {
      settled
      changes { kind times results total rating }
      ofEntries { kind times entryIds results total rating }
    }
  }
`),I=t(`
  query MyTemplates {
    myEntryTemplates { id name workItemId quantity minutes output workItem { name productUnit } }
  }
`),l=t(`
  mutation SaveTemplate($input: EntryTemplateInput!) { saveEntryTemplate(input: $input) { id } }
`),$=t(`
  mutation RemoveTemplate($id: UUID!) { removeEntryTemplate(input: { id: $id }) }
`),f=t(`
  query MyReopenings { myReopenings { id workDate reason askedAt outcome answer answeredAt openUntil } }
`),E=t(`
  mutation AskReopening($input: AskReopeningInput!) { askReopening(input: $input) { id } }
`),g=t(`
  query MySuggestions {
    myItemSuggestions { id name output usualMinutes reason suggestedAt outcome answer answeredAt approved }
  }
`),T=t(`
  mutation SuggestItem($input: SuggestItemInput!) { suggestItem(input: $input) { id } }
`),S=t(`
  query MySheets($after: String) {
    mySheets(first: 100, after: $after) {
      edges {
        node {
          id total classByPoints proposedClass computedAt notRanked opinedAt
          superior { fullName }
          period { kind first }
          decisions {
            id stands decidedClass notRanked decidedAt
            decidedBy { fullName }
            petition { id text filedAt lateReason answerBy outcome answer answeredAt answerer { fullName } }
          }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);export{E as A,p as D,u as E,i as I,r as M,s as O,a as P,d as R,l as S,I as T,c as W,m as a,$ as b,T as c,g as d,f as e,o as f,n as g,y as h,S as i};
