/** Disciplines and conclusions of a person, objective causes of units: asked, recorded, revoked. */
import { graphql } from '../../graphql/tada';

export const OF_PERSON = graphql(`
  query RecordsOfPerson($person: UUID!) {
    person(id: $person) { id fullName }
    disciplines(personId: $person) {
      id ground form decidedOn documentNumber note recordedAt revokedAt revokeReason recorder { fullName } revoker { fullName }
    }
    causesOfPerson(personId: $person) {
      id first last reason documentNumber recordedAt revokedAt revokeReason unit { name } recorder { fullName } revoker { fullName }
    }
  }
`);

export const OF_UNIT = graphql(`
  query CausesOfUnit($unit: UUID!) {
    causes(unitId: $unit) {
      id first last reason documentNumber recordedAt revokedAt revokeReason unit { name } recorder { fullName } revoker { fullName }
    }
  }
`);

export const RECORD_DISCIPLINE = graphql(`
  mutation RecordDiscipline($input: RecordDisciplineInput!) { recordDiscipline(input: $input) { id } }
`);

export const REVOKE_DISCIPLINE = graphql(`
  mutation RevokeDiscipline($input: RevokeRecordInput!) { revokeDiscipline(input: $input) { id } }
`);

export const RECORD_CAUSE = graphql(`
  mutation RecordCause($input: RecordCauseInput!) { recordCause(input: $input) { id } }
`);

export const REVOKE_CAUSE = graphql(`
  mutation RevokeCause($input: RevokeRecordInput!) { revokeCause(input: $input) { id } }
`);
