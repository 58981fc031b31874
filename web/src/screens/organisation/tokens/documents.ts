import { graphql } from '../../../graphql/tada';

export const TOKENS = graphql(`
  query MyTokens { myTokens { id name scopes createdAt expiresAt revokedAt lastUsedAt } }
`);

export const ISSUE = graphql(`
  mutation IssueToken($input: IssueTokenInput!) { issueToken(input: $input) { id token expiresAt } }
`);

export const REVOKE = graphql(`
  mutation RevokeToken($input: RevokeTokenInput!) { revokeToken(input: $input) }
`);
