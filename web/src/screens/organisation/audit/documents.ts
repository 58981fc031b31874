import { graphql } from '../../../graphql/tada';

export const TRAIL = graphql(`
  query AuditTrail($filter: AuditFilter!, $after: String) {
    auditTrail(filter: $filter, first: 50, after: $after) {
      edges { node { id at action subject subjectId subjectName data accountId accountLogin personId person { fullName } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
