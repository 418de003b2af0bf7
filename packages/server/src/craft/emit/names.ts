/** Names in the spellings that code, SQL, paths and people want, kept clear of reserved words. */

/** "dueAt", "DueAt" and "due-at" as their words in lower case. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

export const kebab = (name: string): string => wordsOf(name).join('-');
export const snake = (name: string): string => wordsOf(name).join('_');
export const spaced = (name: string): string => wordsOf(name).join(' ');

/** A value of an enum as a person reads it: identifiers are taken apart, anything else stands as it is. */
export function valueWords(value: string): string {
  return /^[A-Za-z][A-Za-z0-9_-]*$/.test(value) ? spaced(value) : value;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function camel(name: string): string {
  return wordsOf(name)
    .map((word, index) => (index === 0 ? word : capital(word)))
    .join('');
}

export const pascal = (name: string): string => capital(camel(name));

/** "a loan", "an order". */
export function withArticle(noun: string): string {
  if (/^(?:uni([^nmd]|t)|use|usa|eu|one)/.test(noun)) return `a ${noun}`;
  return `${/^[aeiou]|^hour|^honou?r/.test(noun) ? 'an' : 'a'} ${noun}`;
}

// Words that SQLite refuses as a bare name, and those that a reader would stumble over.
const sqlWords = new Set(
  `abort action add after all alter always analyze and as asc attach autoincrement before begin between by cascade case
  cast check collate column commit conflict constraint create cross current current_date current_time current_timestamp
  database default deferrable deferred delete desc detach distinct do drop each else end escape except exclude exclusive
  exists explain fail filter first following for foreign from full generated glob group groups having if ignore
  immediate in index indexed initially inner insert instead intersect into is isnull join key last left like limit match
  materialized natural no not nothing notnull null nulls of offset on or order others outer over partition plan pragma
  preceding primary query raise range recursive references regexp reindex release rename replace restrict returning
  right rollback row rows savepoint select set table temp temporary then ties to transaction trigger unbounded union
  unique update using vacuum values view virtual when where window with without`.split(/\s+/),
);

/** A table or column as it stands in SQL: quoted only where it must be. */
export function sqlName(name: string): string {
  return sqlWords.has(name) || !/^[a-z_]/.test(name) ? `"${name}"` : name;
}

// Reserved in strict-mode modules, or a name that generated code around it already uses.
const codeWords = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof undefined var void while with yield async of
  api app assert body client count database deps describe entry field id index input it item items limit next now offset other
  others page patch process query request response result row rows server test total user value values it2 outsider
  owner role first second third start end before after z builders helpers global module require globalThis name length
  status url crypto transaction conflict notFound exists columns columnOf toRow parameters source check conditions filters
  scope readBody readId readQuery readRow requireRow requireUser requireRole unprocessable listRows pageFields sortField
  oneOf numberFilter textFilter booleanFilter idField textField dateField datetimeField emailField urlField phoneField
  openDatabase loadConfig createApp startTest idsOf timeAt dateAt made numbers nextNumber send signIn clock answer changes
  given own taken credentials registration profile password attempts session key wait error errors assert it describe
  made openapi stranger`.split(/\s+/),
);

/** A variable for a row of something called `name`. */
export function variableFor(name: string): string {
  const plain = camel(name);
  return codeWords.has(plain) ? `${plain}Row` : plain;
}

// Types that generated modules import or take from the platform.
const typeWords = new Set(
  `Array Boolean Buffer Context DatabaseSync Date Deps Error Function Hono HttpError Infinity JSON ListQuery Listing Map Math NaN Number
  Object Omit Partial Pick Promise Proxy Record Reflect RegExp Response Row Set String Symbol AppEnv Client Config
  AppDeps Readonly Required Exclude Extract Answer Auth Body Page`.split(/\s+/),
);

export function typeNameFor(name: string): string {
  return typeWords.has(name) ? `${name}Item` : name;
}

/** Hands out each name once; a taken one gets the suffix. */
export function nameGiver(taken: Iterable<string> = []): (wanted: string, suffix?: string) => string {
  const used = new Set([...taken].map((name) => name.toLowerCase()));
  return (wanted, suffix = '_2') => {
    let name = wanted;
    while (used.has(name.toLowerCase())) name += suffix;
    used.add(name.toLowerCase());
    return name;
  };
}
