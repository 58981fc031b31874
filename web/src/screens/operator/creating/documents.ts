import { graphql } from '../../../graphql/tada';

export const CHOICES = graphql(`
  query TenantChoices { tenantChoices { packages drafts provinces { code name slug taken } } }
`);

export const CREATE = graphql(`
  mutation CreateTenant($input: CreateTenantInput!) {
    createTenant(input: $input) { slug name communes units positions items adminLogin activation { login code expiresAt } }
  }
`);
