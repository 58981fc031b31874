import{aJ as t}from"./console-Clenm4bN.js";const s=t(`
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
`),n=t(`
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
`),i=t(`
  query MyPosts($person: UUID!) {
    posts(personId: $person) { id isPrimary validTo jobPosition { positionGroup } }
  }
`),a=t(`
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
  query MyPrefilled {
    myPrefilledEntries { id sourceName kind title documentNumber workItemId taskId quantity day dueDate workItem { name productUnit } }
  }
`),$=t(`
  mutation DismissPrefilled($id: UUID!) { dismissPrefilled(input: { id: $id }) }
`),f=t(`
  mutation SaveTemplate($input: EntryTemplateInput!) { saveEntryTemplate(input: $input) { id } }
`),E=t(`
  mutation RemoveTemplate($id: UUID!) { removeEntryTemplate(input: { id: $id }) }
`),g=t(`
  query MyReopenings { myReopenings { id workDate reason askedAt outcome answer answeredAt openUntil } }
`),k=t(`
  mutation AskReopening($input: AskReopeningInput!) { askReopening(input: $input) { id } }
`),S=t(`
  query MySuggestions {
    myItemSuggestions { id name output usualMinutes reason suggestedAt outcome answer answeredAt approved }
  }
`),T=t(`
  mutation SuggestItem($input: SuggestItemInput!) { suggestItem(input: $input) { id } }
`),D=t(`
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
`);export{k as A,p as D,u as E,a as I,r as M,n as O,l as P,d as R,f as S,I as T,c as W,m as a,E as b,T as c,D as d,$ as e,S as f,g,i as h,o as i,s as j,y as k};
