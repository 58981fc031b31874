/** A stored number with the decimal comma, without trailing zeros. */
export const shownValue = (stored: string): string =>
  /^-?\d+(\.\d+)?$/.test(stored) ? (stored.includes('.') ? stored.replace(/\.?0+$/, '') : stored).replace('.', ',').replace('-', '−') : stored;
