import { graphql } from '../../../graphql/tada';

export const TREE = graphql(`
  query UnitTree($on: Date!) {
    units(on: $on) { id code kind name parentId depth position establishment }
    headcounts(on: $on) { unitId people head }
  }
`);

export const UNIT = graphql(`
  query UnitPane($id: UUID!, $on: Date!) {
    unit(id: $id, on: $on) { id code kind name parentId position establishment opened closed successorId closingDocument }
    unitHistory(id: $id) { validFrom validTo parentId name position establishment documentNumber }
    staff(unitId: $id, on: $on) { id personId role isPrimary person { fullName } jobPosition { name } }
  }
`);

export const NAMES = graphql(`
  query UnitName($id: UUID!) { unit(id: $id) { id name } }
`);

export const PREVIEW = graphql(`
  query PreviewUnitChange($kind: UnitChangeKind!, $unitId: UUID!, $targetId: UUID, $on: Date!) {
    previewUnitChange(kind: $kind, unitId: $unitId, targetId: $targetId, on: $on) { units { id name } posts deputies }
  }
`);

export const OPEN = graphql(`
  mutation OpenUnit($input: OpenUnitInput!) { openUnit(input: $input) { id } }
`);

export const RENAME = graphql(`
  mutation RenameUnit($input: RenameUnitInput!) { renameUnit(input: $input) { id } }
`);

export const ESTABLISH = graphql(`
  mutation SetEstablishment($input: SetEstablishmentInput!) { setEstablishment(input: $input) { id } }
`);

export const REORDER = graphql(`
  mutation ReorderUnit($input: ReorderUnitInput!) { reorderUnit(input: $input) { id } }
`);

export const MOVE = graphql(`
  mutation MoveUnit($input: MoveUnitInput!) { moveUnit(input: $input) { id } }
`);

export const MERGE = graphql(`
  mutation MergeUnit($input: MergeUnitInput!) { mergeUnit(input: $input) { id } }
`);

export const CLOSE = graphql(`
  mutation CloseUnit($input: CloseUnitInput!) { closeUnit(input: $input) { id } }
`);
