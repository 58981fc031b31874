import { graphql } from '../../graphql/tada';

export const PACKAGES = graphql(`
  query NormPackages {
    normPackages { id name version title status validFrom validTo createdAt editedAt publishedAt authors baseName baseVersion hash }
    normPilots { id normPackageId unitIds validFrom validTo proposedBy proposedAt confirmedBy confirmedAt }
    normCorrections {
      id normPackageId unitIds validFrom validTo reason documentNumber proposedBy proposedAt confirmedBy confirmedAt appliedAt entries
    }
  }
`);

export const NATIONAL = graphql(`
  query NationalNorms {
    nationalNormPackages { name version titleVi titleEn }
    normUpstream {
      packageId name version baseName baseVersion shippedVersion
      changes { path vi en ours }
    }
  }
`);

export const DESK = graphql(`
  query NormDesk($id: UUID!, $edits: [NormEditInput!]) {
    normDesk(id: $id, edits: $edits) {
      package { id status validFrom validTo editedAt authors baseName baseVersion }
      keptHash hash name version title sound own
      heading { path name text }
      settings { path name vi en text unit keys }
      scales { name vi en form unit rows { path name text } }
      levels { name vi en over facts { name vi en unit keys truth } formulas { path name vi en text unit } }
      examples { name level given facts settings expected { found passed error part { path name text } } }
      problems { path offset problem { source line column code subject vi en } }
    }
  }
`);

export const TEXTS = graphql(`
  query NormTexts($id: UUID!) {
    normDesk(id: $id) {
      package { id status baseName baseVersion }
      keptHash name version title own document override whole
      settings { name vi en }
      scales { name vi en }
      levels { facts { name vi en } formulas { name vi en } }
    }
  }
`);

export const LOOK_OVER = graphql(`
  query LookNormOver($id: UUID!, $text: String!) {
    normTextCheck(id: $id, text: $text) { sound problems { source line column code subject vi en } }
  }
`);

export const REWRITE = graphql(`
  mutation RewriteNorm($input: EditNormPackageInput!) {
    editNormPackage(input: $input) { id hash editedAt }
  }
`);

export const KEEP = graphql(`
  mutation KeepNormParts($input: EditNormPartsInput!) {
    editNormParts(input: $input) { id hash editedAt }
  }
`);

export const COPY = graphql(`
  mutation CopyNorm($input: CopyNormPackageInput!) {
    copyNormPackage(input: $input) { id version }
  }
`);

export const DRAFT = graphql(`
  mutation DraftNorm($input: NormTextInput!) {
    draftNormPackage(input: $input) { id }
  }
`);

export const DISCARD = graphql(`
  mutation DiscardNorm($id: UUID!) { discardNormPackage(input: { id: $id }) }
`);

export const DIFFERENCES = graphql(`
  query NormDifferences($old: UUID!, $new: UUID!) {
    normDifferences(oldId: $old, newId: $new) { path kind vi en before { vi en } after { vi en } }
  }
`);

export const UNITS = graphql(`
  query NormUnits { units { id name parentId depth } }
`);

export const ACCOUNTS = graphql(`
  query NormAccounts { accounts(first: 100) { edges { node { id login person { fullName } } } } }
`);

export const CLOSED = graphql(`
  query ClosedMonths($from: Date!, $to: Date!) {
    evaluationPeriods(firstDay: $from, lastDay: $to, kind: MONTH) { first last closedAt }
  }
`);

export const LAB_RUNS = graphql(`
  query LabRuns {
    labRuns(first: 30) {
      edges { node { id packageName packageVersion hash firstMonth lastMonth unitIds status done total startedAt } }
    }
  }
`);

export const LAB_PROGRESS = graphql(`
  query LabProgress($id: UUID!) { labRun(id: $id) { id status done total problem } }
`);

export const LAB_RUN = graphql(`
  query LabRun($id: UUID!) {
    labRun(id: $id) {
      id packageName packageVersion hash firstMonth lastMonth unitIds status done total problem startedAt finishedAt
      outcome {
        classes waiting
        periods {
          grain start
          figures { persons moved rose fell refused meanBefore meanAfter }
          migration { before after persons }
          distribution { lowest before after }
          byUnit { key persons unit { name } figures { persons moved rose fell } }
          quotaBefore { allowed highest above }
          quotaAfter { allowed highest above }
        }
      }
    }
  }
`);

export const START_RUN = graphql(`
  mutation StartLab($input: StartLabRunInput!) { startLabRun(input: $input) { id status done total hash firstMonth lastMonth } }
`);

export const CANCEL_RUN = graphql(`
  mutation CancelLab($id: UUID!) { cancelLabRun(input: { id: $id }) { id } }
`);

export const MOVERS = graphql(`
  query LabMovers($run: UUID!, $after: String) {
    labMovers(runId: $run, first: 50, after: $after) {
      edges {
        node { personId fullName grain start beforeTotal beforeRating afterTotal afterRating unit { name } reasons { vi en } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const PROPOSE_PILOT = graphql(`
  mutation ProposePilot($input: ProposeNormPilotInput!) { proposeNormPilot(input: $input) { id } }
`);

export const CONFIRM_PILOT = graphql(`
  mutation ConfirmPilot($id: UUID!) { confirmNormPilot(input: { id: $id }) { id } }
`);

export const WITHDRAW_PILOT = graphql(`
  mutation WithdrawPilot($id: UUID!) { withdrawNormPilot(input: { id: $id }) }
`);

export const END_PILOT = graphql(`
  mutation EndPilot($id: UUID!, $on: Date!) { endNormPilot(input: { id: $id, on: $on }) { id } }
`);

export const PILOT_OUTCOME = graphql(`
  query PilotOutcome($id: UUID!) {
    normPilotOutcome(id: $id) {
      pilot { month persons mean classes { rating persons } }
      lab { month persons mean classes { rating persons } }
    }
  }
`);

export const PUBLISH = graphql(`
  mutation PublishNorm($input: PublishNormPackageInput!) { publishNormPackage(input: $input) { id validFrom } }
`);

export const GAPS = graphql(`
  query NormGaps($id: UUID!, $on: Date!) {
    ownFactGaps(packageId: $id, on: $on) { count first { id code name vi en } }
  }
`);

export const CORRECT = graphql(`
  mutation CorrectBack($input: CorrectBackInput!) { correctBack(input: $input) { id } }
`);

export const CONFIRM_CORRECTION = graphql(`
  mutation ConfirmCorrection($id: UUID!) { confirmNormCorrection(input: { id: $id }) { id } }
`);

export const WITHDRAW_CORRECTION = graphql(`
  mutation WithdrawCorrection($id: UUID!) { withdrawNormCorrection(input: { id: $id }) }
`);
