/** Petitions to answer. */
import { graphql } from '../../../graphql/tada';

export const PETITIONS = graphql(`
  query PetitionsToAnswer($overdue: Boolean!, $answered: Boolean!, $after: String) {
    petitions(overdue: $overdue, answered: $answered, first: 30, after: $after) {
      edges { node {
        periodId decidedClass overdue mayAnswer unit { name }
        petition { id sheetId text filedAt lateReason answerBy outcome answer answeredAt person { fullName } answerer { fullName } }
      } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const ANSWER = graphql(`
  mutation AnswerPetition($input: AnswerPetitionInput!) { answerPetition(input: $input) { id } }
`);
