import { pascal, snake, wordsOf } from '../emit/names.ts';

/** How names and values look in Rust. */

const reserved = new Set(
  `abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in let
  loop macro match mod move mut override priv pub ref return self static struct super trait true try type typeof union unsafe
  unsized use virtual where while yield`.split(/\s+/),
);

// Crates that every program has, and names that Cargo keeps for itself.
const takenCrates = new Set('alloc build core deps examples incremental proc_macro std test'.split(' '));

/** `parseCsv` as a function, a field or a variable: `parse_csv`, clear of Rust's own words. */
export function snakeName(name: string): string {
  const plain = snake(name);
  return reserved.has(plain) ? `${plain}_` : plain;
}

/** `LruCache`; initials count as words. */
export function typeName(name: string): string {
  return pascal(name);
}

/** The package as `Cargo.toml` names it. */
export function packageName(project: string): string {
  const plain = wordsOf(project).join('-');
  const named = /^[a-z]/.test(plain) ? plain : `lib-${plain}`.replace(/-$/, '');
  const crate = named.replaceAll('-', '_');
  return reserved.has(crate) || takenCrates.has(crate) ? `${named}-kit` : named;
}

/** The same in `use`. */
export function crateName(project: string): string {
  return packageName(project).replaceAll('-', '_');
}

/** A text as a literal; raw where that spares escapes. */
export function rustString(text: string): string {
  if (/^[^\p{C}]*$/u.test(text) && /["\\]/.test(text) && !text.includes('"#')) {
    return text.includes('"') ? `r#"${text}"#` : `r"${text}"`;
  }
  return `"${text.replace(/["\\\p{C}]/gu, escaped)}"`;
}

const escapes: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(char: string): string {
  return escapes[char] ?? `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}

// Numbers that the standard library has names for; clippy takes their digits for a mistake.
const constants = new Map([
  [Math.PI, 'PI'],
  [2 * Math.PI, 'TAU'],
  [Math.E, 'E'],
]);

/** A number as an `f64`. */
export function floatSource(value: number): string {
  const constant = constants.get(value);
  if (constant !== undefined) return `std::f64::consts::${constant}`;
  const text = wholeSource(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** Long numbers in groups of three digits. */
export function wholeSource(value: number): string {
  const text = String(value).replace('e+', 'e');
  return /^-?\d{5,}$/.test(text) ? text.replaceAll(/\B(?=(?:\d{3})+$)/g, '_') : text;
}

/** Parts of a list of types or arguments: commas inside brackets separate nothing. */
export function splitList(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if ('([{<'.includes(char)) depth += 1;
    // The head of an arrow closes nothing.
    if (')]}'.includes(char) || (char === '>' && text[at - 1] !== '-')) depth -= 1;
    if (char === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += char;
  }
  return [...parts, part.trim()].filter((one) => one !== '');
}
