import{aJ as t,ar as o}from"./console-Clenm4bN.js";import{U as a}from"./documents-DNfoskVF.js";const m=t(`
  query ItemSuggestionsOfBranch {
    itemSuggestions { id name output usualMinutes reason suggestedAt outcome person { fullName } unit { name } }
  }
`),p=t("mutation DeclineSuggestion($input: DeclineSuggestionInput!) { declineSuggestion(input: $input) { id } }"),S=t("mutation DraftFromSuggestion($input: DraftFromSuggestionInput!) { draftFromSuggestion(input: $input) { id } }");async function c(n){const{searchUnits:i}=await o(a,{words:n});return i?.map(({id:s,name:e,code:u})=>({id:s,name:e,note:u}))??[]}export{p as D,m as S,S as a,c as f};
