import { graphql } from '../../graphql/tada';

export const LISTS = graphql(`
  query CatalogueLists {
    catalogueLists {
      fields { code vi en }
      ranks { code vi en }
      complexities { code vi en }
      levels { code vi en }
    }
  }
`);

export const ITEMS = graphql(`
  query WorkItemsInForce($filter: ItemFilter, $after: String) {
    workItems(filter: $filter, first: 50, after: $after) {
      edges { node { id code name field taskGroup positionGroups normMinutes complexity standardScore productUnit ownerUnitId validFrom } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const POSITIONS = graphql(`
  query JobPositionsInForce($filter: PositionFilter, $after: String) {
    jobPositions(filter: $filter, first: 50, after: $after) {
      edges { node { id code name field positionGroup rank level validFrom } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const COMPETENCIES = graphql(`
  query CatalogueCompetencies {
    competencies { code name kind levels { level meaning } }
  }
`);

export const ITEM_DRAFTS = graphql(`
  query WorkItemDrafts {
    workItemDrafts(first: 100) { edges { node { id code name normMinutes proposedAt ownerUnitId } } }
  }
`);

export const POSITION_DRAFTS = graphql(`
  query JobPositionDrafts {
    jobPositionDrafts(first: 100) { edges { node { id code name proposedAt } } }
  }
`);

export const ITEM = graphql(`
  query OneWorkItem($id: UUID!) {
    workItemHistory(id: $id) {
      id code version status validFrom validTo name field taskGroup positionGroups normMinutes complexity standardScore output productUnit
      ownerUnitId templateCode approvedAt attributes { name value } ownerUnit { name }
    }
  }
`);

export const ITEM_DRAFT = graphql(`
  query OneWorkItemDraft($id: UUID!) {
    workItemDraft(id: $id) {
      id code version status validFrom validTo name field taskGroup positionGroups normMinutes complexity standardScore output productUnit
      ownerUnitId templateCode approvedAt proposedAt attributes { name value } ownerUnit { name }
    }
  }
`);

export const POSITION = graphql(`
  query OneJobPosition($id: UUID!) {
    jobPositionHistory(id: $id) {
      id code version status validFrom validTo name positionGroup rank field level purpose duties authority relations requirements
      templateCode approvedAt attributes { name value } competencies { code level competency { name kind levels { level meaning } } }
    }
  }
`);

export const POSITION_DRAFT = graphql(`
  query OneJobPositionDraft($id: UUID!) {
    jobPositionDraft(id: $id) {
      id code version status validFrom validTo name positionGroup rank field level purpose duties authority relations requirements
      templateCode approvedAt proposedAt attributes { name value } competencies { code level competency { name kind levels { level meaning } } }
    }
  }
`);

export const TRAIL = graphql(`
  query CatalogueTrail($id: UUID!) {
    auditTrail(subjectId: $id, first: 20) { edges { node { id at action accountId person { fullName } } } }
  }
`);

export const EVIDENCE = graphql(`
  query NormEvidence($workItemId: UUID, $outcomes: [ProposalOutcome!], $after: String) {
    normProposals(workItemId: $workItemId, outcomes: $outcomes, first: 50, after: $after) {
      edges {
        node {
          workItemId code name normMinutes outcome proposedMinutes reasonVi reasonEn entries people firstDay lastDay
          lowerQuartile median upperQuartile observed groups { positionGroup entries median }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const UNITS_FOUND = graphql(`
  query UnitsFound($words: String!) {
    searchUnits(words: $words) { id name code }
  }
`);

export const DIFFERENCES = graphql(`
  query TemplateDifferences {
    templateDifferences {
      kind code name change recordId revision
      fields { field state }
    }
  }
`);

export const DIFFERENCE = graphql(`
  query TemplateDifference($kind: TemplateKind!, $code: String!) {
    templateDifference(kind: $kind, code: $code) {
      fields { field state label { vi en } base { vi en } upstream { vi en } ours { vi en } }
    }
  }
`);

export const DIFFERENCE_COUNT = graphql(`
  query TemplateDifferenceCount {
    templateDifferences { code }
  }
`);
