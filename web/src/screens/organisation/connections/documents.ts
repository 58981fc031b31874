import { graphql } from '../../../graphql/tada';

export const ENDPOINTS = graphql(`
  query WebhookEndpoints { webhookEventTypes webhookEndpoints { id url description eventTypes state reason failures waiting openUntil oldUntil lastSuccessAt } }
`);

export const LOG = graphql(`
  query WebhookLog($endpointId: UUID!, $state: WebhookDeliveryState, $after: String) {
    webhookDeliveries(endpointId: $endpointId, state: $state, first: 20, after: $after) {
      edges { node { messageId type at state tries dueAt finishedAt attempts { at milliseconds status failure response } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const REGISTER = graphql(`
  mutation RegisterWebhook($input: RegisterWebhookInput!) { registerWebhook(input: $input) { id secret } }
`);

export const CHANGE = graphql(`
  mutation ChangeWebhook($input: ChangeWebhookInput!) { changeWebhook(input: $input) }
`);

export const PAUSE = graphql(`
  mutation PauseWebhook($input: WebhookEndpointInput!) { pauseWebhook(input: $input) }
`);

export const RESUME = graphql(`
  mutation ResumeWebhook($input: WebhookEndpointInput!) { resumeWebhook(input: $input) }
`);

export const ROTATE = graphql(`
  mutation RotateWebhookSecret($input: WebhookEndpointInput!) { rotateWebhookSecret(input: $input) { id secret } }
`);

export const TEST = graphql(`
  mutation TestWebhook($input: WebhookEndpointInput!) { testWebhook(input: $input) }
`);

export const REPLAY = graphql(`
  mutation ReplayWebhooks($input: ReplayWebhooksInput!) { replayWebhooks(input: $input) }
`);

export const REMOVE = graphql(`
  mutation RemoveWebhook($input: WebhookEndpointInput!) { removeWebhook(input: $input) }
`);

export const CADRES = graphql(`
  query CadreDatabase {
    cadreConnection { enabled since failures lastFailure retryAt lastSuccessAt reachable }
    cadreEventCounts { waiting sent acknowledged refused differing overdue dueToday }
  }
`);

export const CADRE_EVENTS = graphql(`
  query CadreEvents($state: CadreEventState, $overdue: Boolean!, $after: String) {
    cadreEvents(state: $state, overdue: $overdue, first: 20, after: $after) {
      edges { node { id kind personId happenedAt dueOn state tries sentAt reason overdue person { fullName } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const CADRE_EVENT = graphql(`
  query CadreEvent($id: UUID!) { cadreEvent(id: $id) { facts { name ours theirs } } }
`);

export const SETTLE_CADRES = graphql(`
  mutation SettleCadreConnection($input: SettleCadreConnectionInput!) { settleCadreConnection(input: $input) }
`);

export const RETRY_CADRE = graphql(`
  mutation RetryCadreEvent($input: RetryCadreEventInput!) { retryCadreEvent(input: $input) }
`);
