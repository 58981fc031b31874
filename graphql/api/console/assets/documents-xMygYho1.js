import{aJ as e}from"./console-Clenm4bN.js";const a=e(`
  query DecisionRows($period: UUID!, $agency: UUID!) {
    decisionRows(periodId: $period, agencyId: $agency) {
      sheetId total classByPoints superiorClass opined frozen notRanked proposedClass decidedClass decided person { fullName } unit { name }
    }
    quotaProposal(periodId: $period, agencyId: $agency) {
      share grantId quotaOf rounding pool quota taken
      groups { key pool quota taken lines { sheetId total place side rule reasonVi reasonEn open decidedClass person { fullName } } }
    }
  }
`),s=e(`
  mutation DecideSheets($input: DecideSheetsInput!) {
    decideSheets(input: $input) { decided refused results { sheetId decidedClass error { code message messages } } }
  }
`),n=e(`
  query UnitsToGrant($text: String!) { searchUnits(words: $text) { id name kind } }
`),o=e(`
  query QuotaGrants { quotaGrants { id agency { name } share first last documentNumber grantedAt revokedAt } }
`),d=e(`
  mutation GrantQuota($input: GrantQuotaInput!) { grantQuota(input: $input) { id } }
`),r=e(`
  mutation RevokeQuotaGrant($id: UUID!) { revokeQuotaGrant(input: { grantId: $id }) { id } }
`);export{s as D,o as G,a as R,n as U,d as a,r as b};
