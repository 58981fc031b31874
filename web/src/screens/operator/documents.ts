import { graphql } from '../../graphql/tada';

export const PLATFORM = graphql(`
  query PlatformHealth {
    platformHealth {
      at schemaRevision schemaExpected databaseBytes databaseStartedAt outboxRows outboxSince deadLetters
      schedule { name at late }
      tenants {
        condition measuredAt lastSignInAt lastEntryAt entriesLastDay pendingScores outboxRows outboxSince deadLetters
        tenant { slug name kind provinceCode }
      }
    }
  }
`);

export const TENANT = graphql(`
  query TenantHealth($slug: String!) {
    tenantHealth(slug: $slug) {
      condition measuredAt accounts lastSignInAt lastEntryAt entriesLastDay pendingScores scoresSince pendingMonths
      rollupDeltas sumsSince files fileBytes outboxRows outboxSince deadLetters
      gaps { code count }
      tenant { slug name kind provinceCode }
    }
  }
`);

export const QUEUES = graphql(`
  query QueueState {
    queueState {
      at
      queues { name waiting running delayed dead oldest }
      retrying { id at job tries error tenant { slug name } }
      dead { id at job tries error tenant { slug name } }
    }
  }
`);

export const REQUEUE = graphql(`
  mutation RequeueDeadLetter($id: UUID!) { requeueDeadLetter(input: { id: $id }) }
`);
