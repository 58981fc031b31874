import { graphql } from '../graphql/tada';

export const LOG_WORK = graphql(`
  mutation LogWork($input: LogWorkInput!) {
    logWork(input: $input) { id status }
  }
`);

export const ASK_REOPENING = graphql(`
  mutation AskReopening($input: AskCorrectionInput!) {
    askCorrection(input: $input) { id }
  }
`);
