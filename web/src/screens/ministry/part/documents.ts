import { graphql } from '../../../graphql/tada';

export const PARTS = graphql(`
  query StatisticsParts {
    statisticsParts { id period number reason people hash gatheredAt approveBy approvedAt documentNumber approvedBy { fullName } }
    overdueStatistics { days escalated part { id } }
  }
`);

export const PART = graphql(`
  query StatisticsPart($id: UUID!, $by: [PartBreakdown!]!) {
    statisticsPart(id: $id, by: $by) { counts { members people } }
  }
`);

export const GATHER = graphql(`
  mutation GatherStatistics($period: String!, $reason: String) {
    gatherStatistics(input: { period: $period, reason: $reason }) { id }
  }
`);

export const APPROVE = graphql(`
  mutation ApproveStatistics($partId: UUID!, $documentNumber: String!) {
    approveStatistics(input: { partId: $partId, documentNumber: $documentNumber }) { id }
  }
`);
