/** Words too common in code or English to tell one file from another. */
const common = new Set(
  `the a an and or not of to in is are was be been it its this that these those for on with as at by from into if else then do does
   where when which what how who why can could should would will may there here we you i all any each some no yes code file files
   function method class find show get set return use used using make implement implemented handle handled happens`.split(
    /\s+/,
  ),
);

const identifier = /[A-Za-z_$][\w$]{2,}/g;

/** Identifiers of a text, each once, longer ones cut. */
export function identifiersOf(text: string): string[] {
  return [...new Set(text.match(identifier) ?? [])].filter((name) => name.length <= 80);
}

/** `parseHTTPRequest` and `parse_http_request` are both parse, http, request. */
export function partsOf(name: string): string[] {
  const parts = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length > 1);
  return parts.map((part) => part.toLowerCase());
}

/** A text as the full-text index takes it: its own words, and the parts of the names that have several. */
export function indexWords(path: string, text: string): string {
  const parts = identifiersOf(text).flatMap((name) => {
    const found = partsOf(name);
    return found.length > 1 ? found : [];
  });
  return `${path.split(/[^\p{L}\p{N}]+/u).join(' ')} ${partsOf(path).join(' ')}\n${text}\n${parts.join(' ')}`;
}

/** The words of a question that can tell one file from another, lower case; all of them where none can. */
export function questionWords(text: string): string[] {
  const words = [...new Set([...partsOf(text), ...(text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? [])])];
  const telling = words.filter((word) => !common.has(word));
  return telling.length > 0 ? telling : words;
}

/** What programmers call by several names. */
const alike = `
  timeout deadline expire expired long
  cache remember remembered memo memoize stored
  retry retries again repeat attempt backoff
  resolve lookup dns looked
  remove delete drop erase clear
  create make made build new factory
  validate validation check checked verify valid
  auth authenticate login password credentials user
  authorize permission allow allowed access role
  parse read decode split
  serialize stringify encode write format
  send emit publish dispatch
  listen start begin serve boot
  error fail failure throw wrong
  limit max maximum quota throttle
  log logger logging
  route router path match url
  missing 404 four oh unknown none
  compress gzip deflate
  hash digest checksum
  config settings options
  stream pipe chunk
  queue job task worker
  lock mutex
  sort order rank
  merge combine join
  copy clone duplicate
  event events listener subscribe
  websocket socket frame
  redirect follow location
  token jwt session`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(' '));

/** Other words for those of a question, which it does not have itself. */
export function alikeWords(words: readonly string[]): string[] {
  const groups = alike.filter((group) => words.some((word) => group.includes(word)));
  return [...new Set(groups.flat())].filter((word) => !words.includes(word)).slice(0, 24);
}

/** FNV-1a, 32 bits: names are compared by it where a mistake in a billion only shifts a rank. */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
