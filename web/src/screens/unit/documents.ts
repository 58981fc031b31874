import { graphql } from '../../graphql/tada';

export const UNITS = graphql(`
  query LedUnits($root: UUID!) {
    units(rootId: $root) { id name depth parentId }
  }
`);

export const UNIT_TODAY = graphql(`
  query UnitToday($unit: UUID!, $on: Date) {
    unitToday(unitId: $unit, on: $on) {
      on working days
      unit { id name }
      people {
        personId fullName appointmentId unitId unitName state doing dayMinutes assigned logged confirmed openTasks
        lateTasks waiting week
      }
      due { id title personId fullName dueDate daysLeft }
    }
  }
`);

export const PERSON = graphql(`
  query PersonDay($person: UUID!) {
    person(id: $person) { id fullName }
    posts(personId: $person) { id unitId isPrimary validFrom validTo unit { name } jobPosition { name } }
    tasks(openOnly: true, filter: { personId: $person }, first: 50) {
      edges { node { id title quantity dueDate progress { logged } workItem { productUnit } } }
    }
  }
`);

export const PERSON_ENTRIES = graphql(`
  query PersonEntries($person: UUID!, $from: Date!, $day: Date!, $after: String) {
    entries(personId: $person, dateFrom: $from, dateTo: $day, first: 100, after: $after) {
      edges {
        node {
          id workDate status quantity acceptedQuantity startedAt createdAt minutes output normMinutes quality
          workItem { name productUnit }
          verifier { fullName }
          evidence { id documentNumber link fileId }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const GIVEN = graphql(`
  query GivenTasks($statuses: [TaskStatus!], $newestFirst: Boolean!, $after: String) {
    tasks(filter: { givenByMe: true, statuses: $statuses, newestFirst: $newestFirst }, first: 50, after: $after) {
      edges {
        node {
          id title quantity dueDate status note documentNumber createdAt
          progress { logged confirmed }
          post { personId person { fullName } }
          workItem { name productUnit }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const ASSIGN = graphql(`
  mutation Assign($input: AssignTaskInput!) { assignTask(input: $input) { id } }
`);

export const CLOSE = graphql(`
  mutation CloseTask($input: CloseTaskInput!) { closeTask(input: $input) { id status } }
`);

export const ITEMS_FOR = graphql(`
  query ItemsFor($filter: ItemFilter!) {
    workItems(filter: $filter, first: 20) { edges { node { id name normMinutes productUnit } } }
  }
`);

export const CALIBRATION = graphql(`
  query Calibration($unit: UUID!, $first: Date!, $last: Date!) {
    calibration(unitId: $unit, firstMonth: $first, lastMonth: $last) {
      raters { personId fullName entries general medianTop unit { name } levels { name count } flags { kind reasonVi reasonEn } }
      logs { personId fullName entries unit { name } flags { kind reasonVi reasonEn } }
      units {
        unitId people hours medianHours unit { name } classes { name count } flags { kind reasonVi reasonEn }
        points { months least lower middle upper most }
      }
    }
  }
`);

export const DELEGATIONS = graphql(`
  query MyDelegations($person: UUID!) {
    delegations {
      id validFrom validTo documentNumber ranking delegateId
      delegate { fullName }
      post { role personId person { fullName } unit { name } }
    }
    posts(personId: $person) { id role validFrom validTo unit { name } }
  }
`);

export const COLLEAGUES = graphql(`
  query Colleagues($words: String) {
    people(words: $words, first: 20) { edges { node { id fullName posts { unit { name } } } } }
  }
`);

export const DELEGATE = graphql(`
  mutation Delegate($input: DelegateInput!) { delegate(input: $input) }
`);

export const REVOKE = graphql(`
  mutation RevokeDelegation($input: RevokeDelegationInput!) { revokeDelegation(input: $input) }
`);
