import { graphql } from '../../../graphql/tada';

export const PEOPLE = graphql(`
  query People($words: String, $unitId: UUID, $on: Date!, $after: String) {
    people(words: $words, unitId: $unitId, on: $on, first: 50, after: $after) {
      edges { node { id fullName maskedPin gender posts { id role isPrimary unit { id name } } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const UNIT_NAME = graphql(`
  query NameOfUnit($id: UUID!) { unit(id: $id) { id name } }
`);

export const FIND_PEOPLE = graphql(`
  query FindPeople($words: String!) {
    people(words: $words, first: 12) { edges { node { id fullName maskedPin posts { id role isPrimary unit { id name } } } } }
  }
`);

export const FIND_UNITS = graphql(`
  query FindUnits($words: String!, $on: Date!) { searchUnits(words: $words, on: $on) { id name code } }
`);

export const FIND_POSITIONS = graphql(`
  query FindPositions($words: String!) {
    jobPositions(filter: { text: $words }, first: 12) { edges { node { id code name } } }
  }
`);

export const PERSON = graphql(`
  query OnePerson($id: UUID!) {
    person(id: $id) { id fullName maskedPin gender pin birthDate staffType qualification }
    posts(personId: $id) { id unitId role isPrimary weight validFrom validTo documentNumber leaderAppointmentId unit { id name } jobPosition { name } namedLeader { person { fullName } } }
    accounts(personId: $id, first: 5) { edges { node { id login officeRole createdAt disabledAt } } }
    delegations { id appointmentId delegateId validFrom validTo documentNumber ranking delegate { fullName } post { id personId role person { fullName } unit { name } } }
  }
`);

export const ADD_PERSON = graphql(`
  mutation AddPerson($input: PersonInput!) { addPerson(input: $input) { id } }
`);

export const EDIT_PERSON = graphql(`
  mutation EditPerson($input: EditPersonInput!) { editPerson(input: $input) { id } }
`);

export const APPOINT = graphql(`
  mutation Appoint($input: AppointInput!) { appoint(input: $input) { id } }
`);

export const END_POST = graphql(`
  mutation EndPost($input: EndAppointmentInput!) { endAppointment(input: $input) { id } }
`);

export const TRANSFER = graphql(`
  mutation Transfer($input: TransferInput!) { transfer(input: $input) { id } }
`);

export const SET_LEADER = graphql(`
  mutation SetLeader($input: SetLeaderInput!) { setLeader(input: $input) { id } }
`);

export const DELEGATE = graphql(`
  mutation Delegate($input: DelegateInput!) { delegate(input: $input) }
`);

export const REVOKE_DELEGATION = graphql(`
  mutation RevokeDelegation($input: RevokeDelegationInput!) { revokeDelegation(input: $input) }
`);
