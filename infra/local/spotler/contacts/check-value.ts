import type { Property } from '../account/read-account.ts';

/**
 * Whether a value fits the type of its property (specification, Property.type); otherwise what would. The specification only
 * names the types: the formats are those that clients in production send.
 */
export function valueProblem(type: Property['type'], value: string | number): string | undefined {
  const text = String(value);
  switch (type) {
    case 'email':
      return fits(text.length <= 254 && /^[^\s@<>()",;:]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text), 'an e-mail address');
    case 'birthdate':
    case 'date':
      return fits(isDay(text), 'a day as yyyy-MM-dd');
    case 'dateTime':
      return fits(isMoment(text), 'a time as yyyy-MM-ddThh:mm:ss with or without an offset');
    case 'gender':
      return fits(text === 'M' || text === 'F', 'M or F');
    case 'mobNr':
      return fits(/^(\+|00)?\d{8,15}$/.test(text.replace(/[\s().-]/g, '')), 'a mobile number of 8 to 15 digits');
    case 'postcode':
      return fits(/^[1-9]\d{3} ?[A-Za-z]{2}$/.test(text), 'a Dutch postal code such as 1234 AB');
    case 'int':
    case 'money':
      return fits(/^-?\d{1,15}$/.test(text), type === 'int' ? 'a whole number' : 'a whole number of cents');
    case 'string':
      return undefined;
    case 'set':
      return 'must be a list of {"bit","enabled"}';
  }
}

function fits(right: boolean, wanted: string): string | undefined {
  return right ? undefined : `must be ${wanted}`;
}

function isDay(text: string): boolean {
  const day = /^(\d{4}-\d{2}-\d{2})$/.exec(text)?.[1];
  // Date turns 31 June into 1 July; the round trip shows it.
  return day !== undefined && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
}

function isMoment(text: string): boolean {
  const match = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(text);
  return (
    match !== null && isDay(match[1] ?? '') && !Number.isNaN(Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')))
  );
}
