import { graphql } from '../../../graphql/tada';

export const ASKED = graphql(`
  query InboxFacts {
    inboxFacts { entryIds facts { name vi en kind unit min max step keys required default } }
  }
`);
