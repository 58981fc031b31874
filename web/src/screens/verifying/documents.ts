import { graphql } from '../../graphql/tada';

export const BOARD = graphql(`
  query InboxBoard {
    inboxBoard {
      waiting people lastAt lastEntries
      own { entries leader }
      groups { workItemId item productUnit people entries quantity normMinutes }
      cards {
        id workDate personId person workItemId item productUnit quantity minutes normMinutes output note dueDate
        submittedAt deviceTime documentNumber files
        flags { code days ratio minutes nth usual at twin { entryId workDate person shared } }
      }
    }
    settings { samplesBeforeGroup }
  }
`);

export const LOOK = graphql(`
  query InboxEntry($id: UUID!) {
    entry(id: $id) {
      id workDate status quantity minutes normMinutes complexity output note dueDate daysLate startedAt finishedAt
      submittedAt deviceTime createdAt
      person { fullName }
      unit { name }
      position { name }
      workItem { name productUnit }
      evidence { id documentNumber link fileId file { name mediaType size } }
    }
  }
`);

export const SPREAD = graphql(`
  query InboxSpread($id: UUID!) {
    inboxSpread(entryId: $id) { normMinutes median dots { entryId workDate minutes person } }
  }
`);

export const OPEN_GROUP = graphql(`
  mutation OpenGroup($item: UUID!) { openGroup(input: { workItemId: $item }) { samples opened } }
`);

export const OPEN_SAMPLE = graphql(`
  mutation OpenSample($id: UUID!) { openSample(input: { entryId: $id }) { samples opened } }
`);

export const VERIFY = graphql(`
  mutation VerifyEntries($decisions: [VerdictInput!]!) {
    verifyEntries(input: { decisions: $decisions }) { results { entryId error { code messages } } }
  }
`);

export const VERIFY_GROUP = graphql(`
  mutation VerifyGroup($input: VerifyGroupInput!) {
    verifyGroup(input: $input) { results { entryId error { code messages } } }
  }
`);

export const RETURN = graphql(`
  mutation ReturnEntry($input: ReturnEntryInput!) { returnEntry(input: $input) { id status } }
`);

export const UNDO = graphql(`
  mutation UndoVerification($ids: [UUID!]!) {
    undoVerification(input: { entryIds: $ids }) { results { entryId error { code messages } } }
  }
`);
