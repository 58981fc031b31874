/** How many norm packages wait for this person, once that is known; apart, so that the shell holds nothing else. */
export const waiting = $state<{ count: number | undefined }>({ count: undefined });
