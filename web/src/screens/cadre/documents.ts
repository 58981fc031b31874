import { graphql } from '../../graphql/tada';

export const ENTRIES = graphql(`
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
`);

export const OPEN_ENTRIES = graphql(`
  query MyOpenEntries($from: Date!, $to: Date!) {
    myEntries(dateFrom: $from, dateTo: $to, statuses: [DRAFT, RETURNED], first: 100) {
      edges { node { id history { id kind reason } } }
    }
  }
`);

export const TASKS = graphql(`
  query MyTasks {
    tasks(mineOnly: true, openOnly: true, first: 100) {
      edges {
        node { id title quantity dueDate note documentNumber workItemId assigner { fullName } workItem { name productUnit } }
      }
    }
  }
`);

export const POSTS = graphql(`
  query MyPosts($person: UUID!) {
    posts(personId: $person) { id isPrimary validTo jobPosition { positionGroup } }
  }
`);

export const ITEMS = graphql(`
  query ItemsOfPost($post: UUID!, $after: String) {
    workItems(filter: { appointmentId: $post }, first: 100, after: $after) {
      edges { node { id code name normMinutes complexity productUnit output positionGroups ownerUnitId } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const MONTHS = graphql(`
  query MyMonths($person: UUID!, $from: Date!, $to: Date!) {
    monthScores(personId: $person, dateFrom: $from, dateTo: $to) {
      month revision results total rating receipt scoredAt hash
    }
  }
`);

export const RECEIPT = graphql(`
  query EntryReceipt($id: UUID!) {
    receipt(entryId: $id) {
      points packageName packageVersion hash scoredAt
      inputs { name value }
      values { name value }
    }
  }
`);

export const ENTRY = graphql(`
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
`);

export const WITHDRAW = graphql(`
  mutation WithdrawEntry($id: UUID!) { withdrawEntry(input: { id: $id }) { id status } }
`);

export const DISCARD = graphql(`
  mutation DiscardEntry($id: UUID!) { discardEntry(input: { id: $id }) }
`);

export const WATCH = graphql(`
  query WatchMonth($person: UUID!, $month: Date!) {
    monthScores(personId: $person, dateFrom: $month, dateTo: $month) { revision scoredAt }
  }
`);

export const WHAT_IF = graphql(`
  query WhatIf($person: UUID!, $month: Date!) {
    whatIf(personId: $person, month: $month) {
      settled
      changes { kind times results total rating }
      ofEntries { kind times entryIds results total rating }
    }
  }
`);

export const TEMPLATES = graphql(`
  query MyTemplates {
    myEntryTemplates { id name workItemId quantity minutes output workItem { name productUnit } }
  }
`);

export const PREFILLED = graphql(`
  query MyPrefilled {
    myPrefilledEntries { id sourceName kind title documentNumber workItemId taskId quantity day dueDate workItem { name productUnit } }
  }
`);

export const DISMISS_PREFILLED = graphql(`
  mutation DismissPrefilled($id: UUID!) { dismissPrefilled(input: { id: $id }) }
`);

export const SAVE_TEMPLATE = graphql(`
  mutation SaveTemplate($input: EntryTemplateInput!) { saveEntryTemplate(input: $input) { id } }
`);

export const REMOVE_TEMPLATE = graphql(`
  mutation RemoveTemplate($id: UUID!) { removeEntryTemplate(input: { id: $id }) }
`);

export const REOPENINGS = graphql(`
  query MyReopenings { myReopenings { id workDate reason askedAt outcome answer answeredAt openUntil } }
`);

export const ASK_REOPENING = graphql(`
  mutation AskReopening($input: AskReopeningInput!) { askReopening(input: $input) { id } }
`);

export const SUGGESTIONS = graphql(`
  query MySuggestions {
    myItemSuggestions { id name output usualMinutes reason suggestedAt outcome answer answeredAt approved }
  }
`);

export const SUGGEST = graphql(`
  mutation SuggestItem($input: SuggestItemInput!) { suggestItem(input: $input) { id } }
`);

export const SHEETS = graphql(`
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
`);
