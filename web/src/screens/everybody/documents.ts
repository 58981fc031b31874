import { graphql } from '../../graphql/tada';

export const LOOKERS = graphql(`
  query WhoLookedAtMe {
    whoLookedAtMe(first: 10) {
      edges { node { id at person { fullName } } }
    }
  }
`);
