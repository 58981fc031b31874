import { graphql } from '../../../graphql/tada';

export const ACCOUNTS = graphql(`
  query Accounts($words: String, $after: String) {
    accounts(words: $words, first: 50, after: $after) {
      edges { node { id login officeRole createdAt disabledAt personId person { fullName } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const CREATE = graphql(`
  mutation CreateAccount($input: CreateAccountInput!) { createAccount(input: $input) }
`);

export const RESET = graphql(`
  mutation ResetPassword($input: ResetPasswordInput!) { resetPassword(input: $input) }
`);

export const DISABLE = graphql(`
  mutation DisableAccount($input: AccountInput!) { disableAccount(input: $input) }
`);

export const ENABLE = graphql(`
  mutation EnableAccount($input: AccountInput!) { enableAccount(input: $input) }
`);

export const INVITE = graphql(`
  mutation InviteAccount($input: InviteInput!) { inviteAccount(input: $input) { login code } }
`);
