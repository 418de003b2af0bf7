import type { FieldModel } from '../../domain/model.ts';

/** In what amounts are counted, as the description says it: shown beside them. */

const currencies: [RegExp, string][] = [
  [/€|\beuros?\b|\bEUR\b/i, 'EUR'],
  [/\bCHF\b|\bswiss francs?\b|\bfrancs?\b/i, 'CHF'],
  [/£|\bpounds? sterling\b|\bGBP\b|\bpence\b/i, 'GBP'],
  [/\b(?:CAD|canadian dollars?)\b/i, 'CAD'],
  [/\b(?:AUD|australian dollars?)\b/i, 'AUD'],
  [/\$|\b(?:USD|(?:us )?dollars?)\b/i, 'USD'],
  [/₹|\b(?:INR|rupees?)\b/i, 'INR'],
  [/\b(?:SEK|swedish (?:kronor|crowns?)|kronor)\b/i, 'SEK'],
  [/\b(?:NOK|norwegian (?:kroner|crowns?))\b/i, 'NOK'],
  [/\b(?:DKK|danish (?:kroner|crowns?))\b/i, 'DKK'],
  [/\b(?:PLN|z[lł]oty(?:ch)?)\b/i, 'PLN'],
  [/\b(?:CZK|koruna)\b/i, 'CZK'],
  // A pound is also a weight, so it counts as money last, and only where no weight is told in it.
  [/\b(?:fees?|prices?|costs?|amounts?|rents?|values?|salar(?:y|ies)|budgets?)\b[^.]{0,20}\bpounds?\b/i, 'GBP'],
];

/** The one currency of a description; undefined where it names none, or several. */
export function currencyIn(description: string): string | undefined {
  const found = new Set(currencies.filter(([pattern]) => pattern.test(description)).map(([, code]) => code));
  return found.size === 1 ? [...found][0] : undefined;
}

const units: [RegExp, string][] = [
  [/^(?:square met(?:er|re)s?|sqm|m2|m²)/, 'm²'],
  [/^(?:kilograms?|kilos?|kgs?\b)/, 'kg'],
  [/^(?:grams?|g\b)/, 'g'],
  [/^(?:kilomet(?:er|re)s?|kms?\b)/, 'km'],
  [/^(?:centimet(?:er|re)s?|cm\b)/, 'cm'],
  [/^(?:millimet(?:er|re)s?|mm\b)/, 'mm'],
  [/^(?:met(?:er|re)s?|m\b)/, 'm'],
  [/^(?:miles?)/, 'mi'],
  [/^(?:millilit(?:er|re)s?|ml\b)/, 'ml'],
  [/^(?:lit(?:er|re)s?|l\b)/, 'l'],
  [/^(?:minutes?|mins?\b)/, 'min'],
  [/^(?:hours?|hrs?\b)/, 'h'],
  [/^(?:seconds?|secs?\b)/, 's'],
  [/^(?:°c|degrees celsius|celsius)/, '°C'],
  [/^(?:kwh|kilowatt hours?)/, 'kWh'],
];

/** "a weight in grams", "distance (km)": the unit that stands behind the name of a number. */
export function unitIn(description: string, field: FieldModel): string | undefined {
  if (field.type !== 'integer' && field.type !== 'decimal') return undefined;
  const label = field.label.replaceAll(/[^\p{L}\p{N} ]/gu, '.');
  const [, told = ''] =
    new RegExp(`\\b${label}(?: (?:is |are )?(?:measured |given |counted )?in | ?[([])([^.,;)]{1,24})`, 'iu').exec(
      description.replaceAll(/\s+/g, ' '),
    ) ?? [];
  return units.find(([pattern]) => pattern.test(told.toLowerCase()))?.[1];
}
