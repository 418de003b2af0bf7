import { capital, wordsOf } from '../emit/names.ts';
import type { EntityModel, FieldModel } from './model.ts';
import { isOrdered, rankOf, sampleNumber, sampleText, sampleTime, textLimit } from './samples.ts';

/** Values that a person would expect in a field, for examples in the README; always the same ones. */

const people =
  /\b(adult|agent|applicant|artist|attendee|author|buyer|candidate|carer|child|client|coach|contact|courier|customer|dentist|doctor|donor|driver|employee|guest|host|instructor|judge|landlord|leader|lecturer|manager|member|mentor|nurse|organi[sz]er|owner|parent|participant|passenger|patient|person|player|presenter|professor|pupil|renter|reviewer|seller|speaker|staff|student|teacher|technician|tenant|therapist|trainer|tutor|user|vet|veterinarian|visitor|volunteer|worker|writer)$/;

const names = ['Octavia Butler', 'Alan Turing', 'Grace Hopper', 'Katherine Johnson'];

function personOf(n: number): string {
  return names[(n - 1) % names.length] ?? 'Ada Lovelace';
}

/** Whole names of things by their last word. */
const things: Record<string, string> = {
  album: 'Blue Train',
  book: 'The Left Hand of Darkness',
  category: 'Garden',
  city: 'Lisbon',
  company: 'Northwind Ltd',
  course: 'Introduction to Botany',
  department: 'Research',
  device: 'Greenhouse sensor',
  dish: 'Tomato soup',
  event: 'Summer concert',
  exercise: 'Squat',
  film: 'Metropolis',
  genre: 'Jazz',
  hotel: 'Harbour Inn',
  ingredient: 'Basil',
  issue: 'The printer does not print',
  job: 'Gardener',
  label: 'urgent',
  listing: 'Room with a view',
  movie: 'Metropolis',
  note: 'Shopping list',
  pet: 'Rex',
  playlist: 'Sunday morning',
  post: 'Hello, world',
  posting: 'Gardener',
  product: 'Watering can',
  project: 'New website',
  recipe: 'Tomato soup',
  restaurant: 'The Olive Tree',
  song: 'Blue Train',
  supplier: 'Northwind Ltd',
  tag: 'urgent',
  task: 'Water the plants',
  team: 'Red Pandas',
  ticket: 'The printer does not print',
  todo: 'Water the plants',
  track: 'Blue Train',
  vendor: 'Northwind Ltd',
  venue: 'Town Hall',
  warehouse: 'Harbour warehouse',
};

/** By words of the field's name; the first that fits. */
const texts: readonly [RegExp, string][] = [
  [/\bfirst name|given name|forename\b/, 'Ada'],
  [/\b(last|family) name|surname\b/, 'Lovelace'],
  [/\b(user|nick) ?name|login|handle\b/, 'ada'],
  [/\bisbn\b/, '978-0-441-47812-5'],
  [/\bslug\b/, 'hello-world'],
  [/\b(sku|article number)\b/, 'WC-0042'],
  [/\b(barcode|ean|gtin)\b/, '4006381333931'],
  [/\b(plate|registration)\b/, 'B-AB 1234'],
  [/\biban\b/, 'DE89370400440532013000'],
  [/\bvin\b/, '1HGCM82633A004352'],
  [/\bserial\b/, 'SN-0042'],
  [/\bvat|tax (id|number)\b/, 'DE123456789'],
  [/\b(licen[cs]e)\b/, 'D-1234567'],
  [/\b(zip|postal|postcode|post code)\b/, '1100-048'],
  [/\b(address|street)\b/, '12 Market Street'],
  [/\b(city|town|place|from|origin|departure|pickup)\b/, 'Lisbon'],
  [/\b(to|destination|arrival|dropoff)\b/, 'Porto'],
  [/\bcountry\b/, 'Portugal'],
  [/\bnationality\b/, 'Portuguese'],
  [/\blanguage\b/, 'English'],
  [/\bcurrency\b/, 'EUR'],
  [/\bcolou?r\b/, 'blue'],
  [/\blocation|room\b/, 'Main building'],
  [/\b(position|job|profession|occupation)\b/, 'Gardener'],
  [/\bdepartment\b/, 'Research'],
  [/\bspecial(i[sz]ation|ty|ism)\b/, 'Botany'],
  [/\bgenre\b/, 'Jazz'],
  [/\b(brand|manufacturer|maker|company|employer|publisher|supplier|organi[sz]ation)\b/, 'Northwind Ltd'],
  [/\bmodel\b/, 'T-100'],
  [/\bunit\b/, 'g'],
  [/\bspecies\b/, 'dog'],
  [/\bbreed\b/, 'Beagle'],
  [/\bauthor|writer\b/, 'Ursula K. Le Guin'],
  [/\bquestion\b/, 'Which day suits you best?'],
  [/\banswer\b/, 'Friday'],
  [/\bsubject\b/, 'The printer does not print'],
  [/\breason|diagnosis\b/, 'Check-up'],
  [/\b(guest|customer|member|owner|contact|person|full) name\b/, 'Grace Hopper'],
  [/\b(number|code|reference|id)\b/, 'A-101'],
  [
    /\b(description|body|content|notes?|comment|text|message|summary|bio|biography|instructions?|details?|remarks?)\b/,
    'A few words about it.',
  ],
];

const numbers: readonly [RegExp, number][] = [
  [/\byear\b/, 1969],
  [/\bage\b/, 34],
  [/\bpages?\b/, 304],
  [/\b(duration|minutes)\b/, 45],
  [/\bseconds\b/, 215],
  [/\b(seats|capacity|attendees|places|participants)\b/, 20],
  [/\b(rating|stars|score|grade)\b/, 4],
  [/\b(salary|budget)\b/, 4_500_000],
  [/\b(price|cost|fee|rate|amount|balance|total)\b/, 1999],
  [/\b(quantity|stock|count)\b/, 12],
  [/\bfloor|priority|level|version\b/, 2],
];

export function readableValue(
  entity: EntityModel,
  field: FieldModel,
  n: number,
): string | number | boolean | undefined {
  const words = wordsOf(field.name).join(' ');
  switch (field.type) {
    case 'boolean':
      return false;
    case 'enum':
      return field.values[0];
    case 'date':
    case 'datetime':
      return readableTime(entity, field, words, n);
    case 'integer':
    case 'decimal':
    case 'money':
    case 'percentage':
      return readableNumber(entity, field, words);
    case 'email':
      return people.test(entity.one)
        ? `${personOf(n).split(' ')[0]?.toLowerCase()}@example.com`
        : `hello@${hostOf(entity)}.example`;
    case 'url':
      return `https://${hostOf(entity)}.example`;
    case 'phone':
      return sampleText(field, field.label, 42);
    default:
      return readableText(entity, words, n)
        .slice(0, textLimit(field))
        .trim()
        .padEnd(field.min ?? 0, '.');
  }
}

function hostOf(entity: EntityModel): string {
  return entity.path.replace(/[^a-z0-9-]/g, '');
}

function readableText(entity: EntityModel, words: string, n: number): string {
  if (/^(name|title|label|headline|display name)$/.test(words)) {
    if (people.test(entity.one)) return personOf(n);
    return things[entity.one.split(' ').at(-1) ?? ''] ?? `First ${entity.one}`;
  }
  return texts.find(([pattern]) => pattern.test(words))?.[1] ?? `${capital(words)} of the ${entity.one}`;
}

function readableNumber(entity: EntityModel, field: FieldModel, words: string): number {
  const wanted = isOrdered(entity, field) ? undefined : numbers.find(([pattern]) => pattern.test(words))?.[1];
  const fits =
    wanted !== undefined &&
    wanted >= (field.min ?? 0) &&
    wanted <= (field.max ?? Infinity) &&
    (field.choices?.includes(wanted) ?? true);
  return fits ? wanted : sampleNumber(field, rankOf(entity, field));
}

/** Days of birth and the like lie in the past; what is still to come, in the years ahead. */
function readableTime(entity: EntityModel, field: FieldModel, words: string, n: number): string {
  const past = isOrdered(entity, field) || field.shift !== 0 ? undefined : pastDay(words);
  if (past === undefined) {
    const last = /\b(ends?|until|to|finish(es|ed)?|returns?|check out|due|departure)\b/.test(words) ? 1 : 0;
    return sampleTime(field, n, isOrdered(entity, field) ? rankOf(entity, field) : last);
  }
  return field.type === 'date' ? past : `${past}T09:00:00.000Z`;
}

export function pastDay(words: string): string | undefined {
  if (/\b(birth|birthday|born|dob)\b/.test(words)) return '1990-04-12';
  if (
    /\b(joined|hired?|hiring|founded|published|released?|registered|purchased?|bought|opened|collected|recorded|issued|taken|built|manufactured|acquired|employed|since|member since|read|sent|received|measured)\b/.test(
      words,
    )
  ) {
    return '2024-03-01';
  }
  return undefined;
}
