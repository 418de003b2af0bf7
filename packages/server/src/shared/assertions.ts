/** What one line of a test states: about what, how exactly, and which result it expects. */
export interface Assertion {
  /** The expression whose result is looked at, without white space. */
  subject: string;
  /** 3: exactly this; 2: a part or a bound of it; 1: that there is something; 0: nothing at all. */
  strength: 0 | 1 | 2 | 3;
  /** What is expected, without white space; '' where nothing is named. */
  expected: string;
  /** The opposite is stated. */
  negated: boolean;
}

const exact =
  /^(?:to)?_?(?:be|equals?|strict_?equals?|deep_?equals?|deep_?strict_?equals?|eql|eq|is|same|identical|ne|have_?length|have_?been_?called_?times|have_?been_?called_?with|have_?returned_?with|throw_?error|throws?|rejects|raises|equal_?values|elements_?match|json_?eq|error_?is|error_?as|list_?equals?|dict_?equals?|count_?equals?|be_?null|be_?undefined|be_?none|is_?none|nil|len|be_?na_?n|match_?(?:inline_?)?snapshot|true|false)$/;
const partial =
  /^(?:to)?_?(?:contain(?:_?equal)?|contains|includes?|in|match(?:_?object)?|matches|regex(?:_?matches|p)?|be_?close_?to|almost_?equals?|in_?delta|in_?epsilon|be_?greater_?than(?:_?or_?equal)?|be_?less_?than(?:_?or_?equal)?|greater|greater_?equal|less|less_?equal|have_?property|have_?been_?called|subset|starts_?with|ends_?with|is_?instance|be_?instance_?of|not_?equals?|not_?strict_?equals?|not_?deep_?strict_?equals?|ne)$/;

/** The statement of a line, or null where it makes none that can be read. JavaScript, TypeScript, Python, Go, Rust. */
export function readAssertion(line: string): Assertion | null {
  const text = line.trim().replace(/;$/, '');
  return jestLike(text) ?? called(text) ?? rustMacro(text) ?? pythonAssert(text) ?? goCondition(text);
}

/** `expect(subject).not.toBe(expected)`, with or without `await`. */
function jestLike(text: string): Assertion | null {
  const start = /^(?:await\s+|return\s+)?expect\s*\(/.exec(text);
  if (!start) return null;
  const args = argumentsAt(text, start[0].length - 1);
  if (!args) return null;
  const rest = text.slice(args.end);
  const matcher = /^((?:\.\w+)*?)\.(\w+)\s*(\(|$)/.exec(rest) ?? /^((?:\.\w+)*)\.(\w+)/.exec(rest);
  const subject = squeezed(args.list[0] ?? '');
  if (!matcher) return { subject, strength: 0, expected: '', negated: false };
  const inner = matcher[3] === '(' ? argumentsAt(rest, matcher[0].length - 1) : null;
  const [, chain = '', name = ''] = matcher;
  return statement(subject, name, inner?.list ?? [], /\.not\b/.test(chain));
}

/** `assert.equal(subject, expected)`, `self.assertEqual(…)`, `require.Equal(t, expected, subject)`. */
function called(text: string): Assertion | null {
  const start = /^(?:await\s+)?(?:(self|t|assert|require|chai\.assert)\s*[.]\s*)?([A-Za-z_]\w*)\s*\(/.exec(text);
  if (!start) return null;
  const [whole, owner, given = ''] = start;
  const name = given === 'assert' || owner !== undefined ? given.replace(/^assert_?/, '') : null;
  if (name === null) return null;
  const args = argumentsAt(text, whole.length - 1);
  if (!args) return null;
  // testify: the test itself first, and the expectation before what came out.
  const testify = args.list[0]?.trim() === 't';
  const list = testify ? args.list.slice(1) : args.list;
  if (testify && /^(?:Equal|EqualValues|NotEqual|JSONEq|InDelta|ElementsMatch|IsType)$/.test(name)) list.reverse();
  const [first = '', ...others] = list;
  if (name === '' || /^(?:ok|true|True)$/.test(name)) return condition(first);
  return statement(squeezed(first), name, others, /^not/i.test(name));
}

function rustMacro(text: string): Assertion | null {
  const start = /^(?:debug_)?assert(_eq|_ne|_matches)?!\s*[({[]/.exec(text);
  const args = start ? argumentsAt(text, start[0].length - 1) : null;
  if (!start || !args) return null;
  const [first = '', second = ''] = args.list;
  if (start[1] === undefined) return condition(first);
  return {
    subject: squeezed(first),
    strength: start[1] === '_matches' ? 2 : 3,
    expected: squeezed(second),
    negated: start[1] === '_ne',
  };
}

/** `assert subject == expected`; what follows a comma is the message. */
function pythonAssert(text: string): Assertion | null {
  const stated = /^assert\s+(.+)$/.exec(text)?.[1];
  return stated === undefined ? null : condition(splitTop(stated, ',')[0] ?? stated);
}

/** `if got != want {` states that they are equal: the branch reports the failure. */
function goCondition(text: string): Assertion | null {
  const stated = /^if\s+(?:.*;\s*)?(.+?)\s*\{$/.exec(text)?.[1];
  if (stated === undefined || !/[!=]=/.test(stated)) return null;
  const read = condition(stated);
  return read && { ...read, negated: !read.negated };
}

function condition(given: string): Assertion | null {
  const text = given.trim();
  const parts = /^(.*?[^=!<>])\s*(===|!==|==|!=|<=|>=|<|>|\bis not\b|\bis\b|\bnot in\b|\bin\b)\s*([^=].*)$/.exec(text);
  if (!parts) {
    const literal = /^(?:true|True|1|not False|!false)$/.test(text);
    return { subject: squeezed(text), strength: literal ? 0 : 1, expected: '', negated: false };
  }
  const [, subject = '', operator = '', expected = ''] = parts;
  return {
    subject: squeezed(subject),
    strength: /^(?:[<>]=?|in|not in)$/.test(operator) ? 2 : 3,
    expected: squeezed(expected),
    negated: /!|not/.test(operator),
  };
}

function statement(subject: string, name: string, args: readonly string[], negated: boolean): Assertion {
  const plain = name.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  const expected = squeezed(args[0] ?? '');
  // `toBe(expect.anything())` names something and expects nothing.
  if (/^expect\.any(?:thing)?\(/.test(expected)) return { subject, strength: 1, expected: '', negated };
  const bare = /^(?:to_?)?(?:throws?(?:_?error)?|rejects|raises)$/.test(plain) && expected === '';
  const strength = bare ? 2 : exact.test(plain) ? 3 : partial.test(plain) ? 2 : 1;
  return { subject, strength, expected, negated };
}

/** The arguments of the call whose bracket opens at this place, and where it ends; null where the line does not close it. */
function argumentsAt(text: string, open: number): { list: string[]; end: number } | null {
  const end = closing(text, open);
  if (end === -1) return null;
  return { list: splitTop(text.slice(open + 1, end), ','), end: end + 1 };
}

function closing(text: string, open: number): number {
  let depth = 0;
  let quote = '';
  for (let at = open; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (quote !== '') {
      if (letter === '\\') at += 1;
      else if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'" || letter === '`') quote = letter;
    else if ('([{'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter) && --depth === 0) return at;
  }
  return -1;
}

function splitTop(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (quote !== '') {
      if (letter === '\\') at += 1;
      else if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'" || letter === '`') quote = letter;
    else if ('([{'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter)) depth -= 1;
    else if (letter === separator && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  const last = text.slice(from);
  return last.trim() === '' && parts.length > 0 ? parts : [...parts, last];
}

/** White space and the kind of quotes make no difference. */
function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, '').replaceAll(/["`]/g, "'").replace(/,$/, '');
}
