import { graphql } from '../../../graphql/tada';

/** What cadres of the branch miss in the catalogue. */
export const SUGGESTIONS = graphql(`
  query ItemSuggestionsOfBranch {
    itemSuggestions { id name output usualMinutes reason suggestedAt outcome person { fullName } unit { name } }
  }
`);
export const DECLINE = graphql(`mutation DeclineSuggestion($input: DeclineSuggestionInput!) { declineSuggestion(input: $input) { id } }`);
export const DRAFT = graphql(`mutation DraftFromSuggestion($input: DraftFromSuggestionInput!) { draftFromSuggestion(input: $input) { id } }`);
