import { graphql } from '../graphql/tada';

export const LOG_WORK = graphql(`
  mutation LogWork($input: LogWorkInput!) {
    logWork(input: $input) { id status }
  }
`);

export const EDIT = graphql(`
  mutation EditEntry($input: EditEntryInput!) { editEntry(input: $input) { id status } }
`);

export const SUBMIT = graphql(`
  mutation SubmitEntry($id: UUID!) { submitEntry(input: { id: $id }) { id status } }
`);
