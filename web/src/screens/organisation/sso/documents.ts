import { graphql } from '../../../graphql/tada';

export const PROVIDER = graphql(`
  query IdentityProvider { identityProvider { name issuer clientId pinClaim enforced hasSecret changedAt } }
`);

export const LOOK = graphql(`
  mutation LookAtIdentityProvider($input: LookAtProviderInput!) {
    lookAtIdentityProvider(input: $input) { issuer authorizationEndpoint tokenEndpoint jwksUri }
  }
`);

export const SETTLE = graphql(`
  mutation SettleIdentityProvider($input: SettleIdentityProviderInput!) { settleIdentityProvider(input: $input) { name } }
`);

export const REMOVE = graphql(`
  mutation RemoveIdentityProvider { removeIdentityProvider }
`);

export const RESERVE = graphql(`
  query ReserveAccounts {
    accounts(breakGlass: true, first: 50) { edges { node { id login disabledAt hasPassword person { fullName } } } }
  }
`);

export const FIND_ACCOUNTS = graphql(`
  query FindAccounts($words: String) {
    accounts(words: $words, first: 20) { edges { node { id login hasPassword person { fullName } } } }
  }
`);

export const SET_RESERVE = graphql(`
  mutation SetBreakGlass($input: SetBreakGlassInput!) { setBreakGlass(input: $input) }
`);

export const LINKED = graphql(`
  query LinkedIdentities($words: String, $after: String) {
    linkedIdentities(words: $words, first: 50, after: $after) {
      edges { node { accountId login subject linkedAt lastUsedAt person { fullName } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const LINK = graphql(`
  mutation LinkIdentity($input: LinkIdentityInput!) { linkIdentity(input: $input) }
`);

export const UNLINK = graphql(`
  mutation UnlinkIdentity($input: UnlinkIdentityInput!) { unlinkIdentity(input: $input) }
`);
