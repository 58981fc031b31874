import { graphql } from '../graphql/tada';

export const WHO = graphql(`
  query Who {
    me {
      accountId
      personId
      rights
      person { fullName }
      roles { role unit { id name } }
    }
    tenant { slug name kind }
    settings { lateLogDays evidenceRequired dayMinutesLimit }
    rolloutStanding { expected startsOn practising training { endsOn } }
  }
`);
