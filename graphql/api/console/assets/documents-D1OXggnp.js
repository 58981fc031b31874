import{aJ as e}from"./console-Clenm4bN.js";const t=e(`
  query People($words: String, $unitId: UUID, $on: Date!, $after: String) {
    people(words: $words, unitId: $unitId, on: $on, first: 50, after: $after) {
      edges { node { id fullName maskedPin gender posts { id role isPrimary unit { id name } } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`),i=e(`
  query NameOfUnit($id: UUID!) { unit(id: $id) { id name } }
`),o=e(`
  query FindPeople($words: String!) {
    people(words: $words, first: 12) { edges { node { id fullName maskedPin posts { id role isPrimary unit { id name } } } } }
  }
`),d=e(`
  query FindUnits($words: String!, $on: Date!) { searchUnits(words: $words, on: $on) { id name code } }
`),s=e(`
  query FindPositions($words: String!) {
    jobPositions(filter: { text: $words }, first: 12) { edges { node { id code name } } }
  }
`),a=e(`
  query OnePerson($id: UUID!) {
    person(id: $id) { id fullName maskedPin gender pin birthDate staffType qualification }
    posts(personId: $id) { id unitId role isPrimary weight validFrom validTo documentNumber leaderAppointmentId unit { id name } jobPosition { name } namedLeader { person { fullName } } }
    accounts(personId: $id, first: 5) { edges { node { id login officeRole createdAt disabledAt } } }
    delegations { id appointmentId delegateId validFrom validTo documentNumber ranking delegate { fullName } post { id personId role person { fullName } unit { name } } }
  }
`),r=e(`
  mutation AddPerson($input: PersonInput!) { addPerson(input: $input) { id } }
`),p=e(`
  mutation EditPerson($input: EditPersonInput!) { editPerson(input: $input) { id } }
`),u=e(`
  mutation Appoint($input: AppointInput!) { appoint(input: $input) { id } }
`),m=e(`
  mutation EndPost($input: EndAppointmentInput!) { endAppointment(input: $input) { id } }
`),l=e(`
  mutation Transfer($input: TransferInput!) { transfer(input: $input) { id } }
`),$=e(`
  mutation SetLeader($input: SetLeaderInput!) { setLeader(input: $input) { id } }
`),I=e(`
  mutation Delegate($input: DelegateInput!) { delegate(input: $input) }
`),P=e(`
  mutation RevokeDelegation($input: RevokeDelegationInput!) { revokeDelegation(input: $input) }
`);export{r as A,I as D,p as E,d as F,t as P,P as R,$ as S,l as T,i as U,o as a,s as b,m as c,u as d,a as e};
