import{aD as t,ao as u}from"./console-C9EQOeQQ.js";import{U as a}from"./documents-BY9C9chs.js";const m=t(`
  query ItemSuggestionsOfBranch {
    itemSuggestions { id name output usualMinutes reason suggestedAt outcome person { fullName } unit { name } }
  }
`),p=t("mutation DeclineSuggestion($input: DeclineSuggestionInput!) { declineSuggestion(input: $input) { id } }"),S=t("mutation DraftFromSuggestion($input: DraftFromSuggestionInput!) { draftFromSuggestion(input: $input) { id } }");async function c(n){const{searchUnits:i}=await u(a,{words:n});return i?.map(({id:s,name:e,code:o})=>({id:s,name:e,note:o}))??[]}export{p as D,m as S,S as a,c as f};
