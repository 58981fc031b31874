import { graphql } from '../../../graphql/tada';

export const SOURCES = graphql(`
  query IntakeSources {
    intakeSources {
      id name path sends keyMadeAt oldKeyUntil lastSeenAt lastEventAt closedAt
      unit { name }
      standing { finished prefilled unmatched }
      connection { connector address state failures failingSince lastError lastSuccessAt nextAt }
    }
  }
`);

export const RULES = graphql(`
  query IntakeRules {
    intakeRules { id kind workKind sourceId workItem { name code } unit { name } }
    learnedIntakeRules { sourceId kind workKind workItemId times workItem { name code } }
  }
`);

export const UNMATCHED = graphql(`
  query UnmatchedWork($source: UUID!, $after: String) {
    unmatchedWork(sourceId: $source, first: 50, after: $after) {
      edges { node { id kind externalId state day workKind documentNumber pin account unitCode reason } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const ALIASES = graphql(`
  query IntakeAliases($source: UUID!) { intakeAliases(sourceId: $source) { kind name person { fullName } unit { name } } }
`);

export const FIND_ITEMS = graphql(`
  query FindItems($words: String!) { workItems(filter: { text: $words }, first: 12) { edges { node { id name code } } } }
`);

export const OPEN = graphql(`mutation OpenIntakeSource($input: IntakeSourceInput!) { openIntakeSource(input: $input) { key source { id name } } }`);
export const NEW_KEY = graphql(`mutation ChangeIntakeKey($input: ChangeIntakeKeyInput!) { changeIntakeKey(input: $input) { key source { id name } } }`);
export const CLOSE = graphql(`mutation CloseIntakeSource($input: CloseIntakeSourceInput!) { closeIntakeSource(input: $input) { id } }`);
export const MAP = graphql(`mutation MapIntakeKind($input: MapIntakeKindInput!) { mapIntakeKind(input: $input) { id } }`);
export const UNMAP = graphql(`mutation UnmapIntakeKind($input: UnmapIntakeKindInput!) { unmapIntakeKind(input: $input) }`);
export const NAME = graphql(`mutation NameIntakeAlias($input: NameIntakeAliasInput!) { nameIntakeAlias(input: $input) }`);
export const REPLAY = graphql(`mutation ReplayIntake($input: ReplayIntakeInput!) { replayIntake(input: $input) { lookedAt matched left } }`);
export const CONNECT = graphql(`mutation ConnectIntake($input: ConnectIntakeInput!) { connectIntake(input: $input) { sourceId } }`);
export const DISCONNECT = graphql(`mutation DisconnectIntake($input: DisconnectIntakeInput!) { disconnectIntake(input: $input) }`);
