/** `%.6f`. */
export const formatFloat = (n: number, precision: number): string => n.toFixed(precision);

/** `%e`: the exponent has at least two digits. */
export function formatScientific(n: number, precision: number): string {
  return n.toExponential(precision).replace(/e([+-])(\d)$/, 'e$10$2');
}

/** `%g`: the shorter of the two, without zeros at its end. */
export function formatGeneral(n: number, precision: number): string {
  if (n === 0) return '0';
  const digits = precision || 1;
  const exponent = Number(n.toExponential(digits - 1).split('e')[1]);
  if (exponent < -4 || exponent >= digits) return formatScientific(n, digits - 1).replace(/\.?0+e/, 'e');
  const text = n.toFixed(Math.max(0, digits - 1 - exponent));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
