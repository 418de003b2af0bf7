import { typesIn } from './go/go-members.ts';
import type { Scene } from './scene.ts';
import { functionsAround, type Source, type Syntax } from '../syntax.ts';

/** What a name holds, where Python or JavaScript shows it. */
type Kind = 'number' | 'text' | 'flag' | 'list' | 'table';

/** Whether one name may hold what another does: only what is known to differ does not. */
export function sameType(scene: Scene, node: Syntax, one: string, other: string): boolean {
  const known = kindsAt(scene, node);
  const [a, b] = [known.get(one), known.get(other)];
  return a === undefined || b === undefined || a === b;
}

/** Whether a name may hold a number: its type, or what it begins as, may say that it does not. */
export function numeric(scene: Scene, node: Syntax, name: string): boolean {
  const known = kindsAt(scene, node).get(name);
  if (known === undefined) return true;
  return scene.source.dialect === 'go'
    ? !/^(?:string|bool|error|any|rune|\[|\*|map\[|func|chan )/.test(known)
    : known === 'number';
}

const nothing: ReadonlyMap<string, string> = new Map();

function kindsAt({ source }: Scene, node: Syntax): ReadonlyMap<string, string> {
  const own = functionsAround(node).at(-1);
  if (!own) return nothing;
  return source.dialect === 'go' ? typesIn(source, own) : kindsIn(source, own);
}

const kept = new WeakMap<Syntax, ReadonlyMap<string, Kind>>();

/** Kinds of names in a function, from what they are set to there and what they are declared as; none where these differ. */
function kindsIn(source: Source, own: Syntax): ReadonlyMap<string, Kind> {
  const known = kept.get(own);
  if (known) return known;
  const text = source.text.slice(own.start, own.end);
  const found = new Map<string, Kind | null>();
  const put = (name: string, kind: Kind | null) => {
    if (kind === null) return;
    found.set(name, found.has(name) && found.get(name) !== kind ? null : kind);
  };
  for (const [, name = '', declared, value = ''] of text.matchAll(
    /(?<![\w.\])])((?:self\.|this\.#?)?[A-Za-z_]\w*)(?:: ([\w[\]<>, ]+))? = (?!=)([^\n]*)/g,
  ))
    put(name, (declared === undefined ? null : kindOfType(declared)) ?? kindOfValue(value));
  for (const [, name = '', declared = ''] of text.matchAll(/[(,]\s*([A-Za-z_]\w*): ([\w[\]<>]+)(?=\s*[,)=])/g))
    put(name, kindOfType(declared));
  const sure = new Map([...found].flatMap(([name, kind]): [string, Kind][] => (kind === null ? [] : [[name, kind]])));
  kept.set(own, sure);
  return sure;
}

function kindOfValue(value: string): Kind | null {
  const whole = value.trim().replace(/;$/, '');
  if (/^-?\d[\d_]*(?:\.\d+)?$|^len\([^()]*\)$|^[\w.]+\.length$/.test(whole)) return 'number';
  if (/^f?(['"`])(?:(?!\1).)*\1$/.test(whole)) return 'text';
  if (/^(?:true|false|True|False)$/.test(whole)) return 'flag';
  if (/^\[.*\]$|^\[$|^list\(\)$/.test(whole)) return 'list';
  return /^\{.*\}$|^(?:set|dict|Counter|defaultdict)\(|^new (?:Map|Set)\b/.test(whole) ? 'table' : null;
}

function kindOfType(type: string): Kind | null {
  const plain = type.trim();
  if (/^(?:number|int|float)$/.test(plain)) return 'number';
  if (/^(?:string|str)$/.test(plain)) return 'text';
  if (/^(?:boolean|bool)$/.test(plain)) return 'flag';
  if (/\[\]$|^(?:list|List|Array)\b/.test(plain)) return 'list';
  return /^(?:Map|Set|Record|dict|set|Dict|Set)\b/.test(plain) ? 'table' : null;
}
