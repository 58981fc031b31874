/** What a head asks before deciding, and the decisions; larger shares for agencies. */
import { graphql } from '../../../graphql/tada';

export const ROWS = graphql(`
  query DecisionRows($period: UUID!, $agency: UUID!) {
    decisionRows(periodId: $period, agencyId: $agency) {
      sheetId total classByPoints superiorClass opined frozen notRanked proposedClass decidedClass decided person { fullName } unit { name }
    }
    quotaProposal(periodId: $period, agencyId: $agency) {
      share grantId quotaOf rounding pool quota taken
      groups { key pool quota taken lines { sheetId total place side rule reasonVi reasonEn open decidedClass person { fullName } } }
    }
  }
`);

export const DECIDE_ALL = graphql(`
  mutation DecideSheets($input: DecideSheetsInput!) {
    decideSheets(input: $input) { decided refused results { sheetId decidedClass error { code message messages } } }
  }
`);

export const UNITS = graphql(`
  query UnitsToGrant($text: String!) { searchUnits(words: $text) { id name kind } }
`);

export const GRANTS = graphql(`
  query QuotaGrants { quotaGrants { id agency { name } share first last documentNumber grantedAt revokedAt } }
`);

export const GRANT = graphql(`
  mutation GrantQuota($input: GrantQuotaInput!) { grantQuota(input: $input) { id } }
`);

export const REVOKE = graphql(`
  mutation RevokeQuotaGrant($id: UUID!) { revokeQuotaGrant(input: { grantId: $id }) { id } }
`);
