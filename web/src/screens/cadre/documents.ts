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
          evidence { documentNumber fileId }
          score { points }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const RETURNED = graphql(`
  query MyReturned($from: Date!, $to: Date!) {
    myEntries(dateFrom: $from, dateTo: $to, statuses: [RETURNED], first: 20) {
      edges { node { id history { kind reason } } }
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

export const EDIT = graphql(`
  mutation EditEntry($input: WorkEntryInput!) { editEntry(input: $input) { id } }
`);

export const SUBMIT = graphql(`
  mutation SubmitEntry($id: UUID!) { submitEntry(input: { id: $id }) { id status } }
`);

export const WITHDRAW = graphql(`
  mutation WithdrawEntry($id: UUID!) { withdrawEntry(input: { id: $id }) { id status } }
`);

export const DISCARD = graphql(`
  mutation DiscardEntry($id: UUID!) { discardEntry(input: { id: $id }) }
`);
