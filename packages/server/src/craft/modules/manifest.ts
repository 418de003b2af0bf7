import { z } from 'zod';

/**
 * `blueprints/modules/<id>/module.yaml`: what a module of the library does, in a form that names no language. The
 * recogniser reads its words, the surfaces its signatures, the tests of every language its examples.
 */

const camel = z.string().regex(/^[a-z][A-Za-z0-9]*$/);
const kebab = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
const json = z.json();

/** `text` is a string of many lines: a file or standard input on the command line. `json` is any JSON value. */
export const valueTypes = [
  'string',
  'text',
  'integer',
  'number',
  'boolean',
  'string[]',
  'number[]',
  'json',
  'void',
] as const;
export type ValueType = (typeof valueTypes)[number];

/**
 * Required parameters are positional, in this order; optional ones are fields of one last object `options`
 * (TypeScript, JavaScript), keyword arguments (Python), an options struct (Go, Rust).
 */
const parameter = z.strictObject({
  name: camel,
  type: z.enum(valueTypes).exclude(['void']).default('string'),
  summary: z.string(),
  /** An optional parameter has a default; `null`: it may be left out and there is no value then. */
  default: json.optional(),
  optional: z.boolean().default(false),
  /** The only values of a string. */
  values: z.array(z.string()).optional(),
  /** A value as a user would give it, for help and examples. */
  sample: json.optional(),
  /** Words that ask for it ("case insensitive"); the recogniser then sets it to `when`, or to the number beside or in the place of a #. */
  words: z.array(z.string()).default([]),
  when: json.optional(),
  /** Words that ask for the other way: where both are asked for ("a min heap and a max heap"), neither is the usual one. */
  against: z.array(z.string()).default([]),
  /** Its name as an option of a command line, where that is not its own. */
  flag: kebab.optional(),
  /** The languages whose module takes it, where not all do: what needs a library that only some of them bring. */
  languages: z.array(z.enum(['typescript', 'python', 'go', 'rust'])).optional(),
});
export type Parameter = z.infer<typeof parameter>;

/** Arguments by name: required and optional together. What is left out has its default. */
const args = z.record(camel, json);

/** One of `gives`, `matches`, `fails`; `matches` is for results with chance in them. */
const outcome = {
  gives: json.optional(),
  matches: z.string().optional(),
  /** The call fails, and the message holds this. */
  fails: z.string().optional(),
};

const example = z.strictObject({
  args,
  ...outcome,
  /** As the end of "slugify …": a sentence true of the function. */
  about: z.string().optional(),
});
export type Example = z.infer<typeof example>;

const fn = z.strictObject({
  name: camel,
  /** In the third person: "Reads …". */
  summary: z.string(),
  /** Its name as a command or route where other modules stand beside this one. */
  command: kebab,
  /** Its name where the module stands alone; `command` if not given. */
  short: kebab.optional(),
  /**
   * Method and path over HTTP, `:name` standing for a parameter: "GET /links/:code". Without it: POST /<command>.
   */
  http: z
    .string()
    .regex(/^(GET|POST|PUT|PATCH|DELETE) \/[\w/:-]*$/)
    .optional(),
  /** Its result is an address to lead to: over HTTP it answers 302. */
  redirect: z.boolean().default(false),
  /** Phrases by which a description asks for this function. */
  words: z.array(z.string()).default([]),
  parameters: z.array(parameter).default([]),
  returns: z.strictObject({
    type: z.enum(valueTypes),
    summary: z.string(),
    /** The value may be missing: null (undefined in TypeScript, None, nil). */
    optional: z.boolean().default(false),
  }),
  /** A call that only asks something of a class leaves its state alone. */
  changes: z.boolean().default(false),
  /** Takes a function or gives an iterator: no surface but a library can offer it. */
  libraryOnly: z.boolean().default(false),
  /** Reads the machine that it runs on: no server offers it to others. */
  local: z.boolean().default(false),
  /** Its result comes later (a promise): for libraries, workers and command line tools. Wrong input is refused at once. */
  later: z.boolean().default(false),
  /** It may fail as a job does, to be tried again: for libraries and workers. */
  job: z.boolean().default(false),
  examples: z.array(example).default([]),
});
export type ModuleFunction = z.infer<typeof fn>;

/** Calls on one object of a class, in order. */
const scenario = z.strictObject({
  title: z.string(),
  options: args.default({}),
  steps: z.array(
    z.union([
      z.strictObject({ call: camel, args: args.default({}), ...outcome }),
      /** Milliseconds that pass on the class's clock. */
      z.strictObject({ wait: z.number().positive() }),
    ]),
  ),
});
export type Scenario = z.infer<typeof scenario>;

export const manifest = z.strictObject({
  id: kebab,
  /** A noun phrase: "Durations". */
  title: z.string(),
  /** One sentence in the third person for README and help: "Reads and writes durations such as 1h 30m." */
  summary: z.string(),
  /** Nouns and phrases, lower case, singular, by which a description names the module. Any one is enough. */
  words: z.array(z.string()).min(1),
  /** Words that show that something else is meant. */
  notWords: z.array(z.string()).default([]),
  /** What a description may speak of when it speaks of the module, beyond the words of this manifest; asks for nothing. */
  knows: z.array(z.string()).default([]),
  /** Ids of modules whose sources it imports. */
  needs: z.array(kebab).default([]),
  /**
   * `functions` stand for themselves. A `class` holds something: with `state` it can be written down as JSON (a `state`
   * parameter of the constructor, `toJSON()`), so that surfaces can keep it in a file; without, it lives as long as the
   * process. A `game` is a class with `render()`, `play(input)`, `over` and `prompt`.
   */
  form: z.enum(['functions', 'class', 'game']).default('functions'),
  class: z
    .strictObject({
      name: z.string().regex(/^[A-Z][A-Za-z0-9]*$/),
      summary: z.string(),
      options: z.array(parameter).default([]),
      state: z.boolean().default(false),
      /** Takes `now(): number` (milliseconds) among its options. */
      clock: z.boolean().default(false),
      /** Takes `random(): number` (0 to 1) among its options. */
      random: z.boolean().default(false),
      /** Of a game that is played key by key in a terminal: what each key means to `play`. Arrows are `up`, `down`, `left`, `right`. */
      keys: z.record(z.string(), z.string()).optional(),
      /** Of such a game that goes on by itself: milliseconds from one `play('')` to the next. */
      pace: z.number().int().positive().optional(),
    })
    .optional(),
  /** Every game has the same: they need not be written down. */
  functions: z.array(fn).default([]),
  scenarios: z.array(scenario).default([]),
});
export type Manifest = z.infer<typeof manifest>;

/** What every game can do, which manifests of games leave out. */
export function movesOf(id: string): ModuleFunction[] {
  const input = { name: 'input', summary: 'what the player typed' };
  const moves = [
    {
      name: 'play',
      summary: 'Makes a move.',
      changes: true,
      parameters: [input],
      returns: ['string', 'what came of it'],
    },
    { name: 'render', summary: 'Shows how the game stands.', returns: ['text', 'the screen'] },
    { name: 'prompt', summary: 'Asks for the next move.', returns: ['string', 'the question'] },
    { name: 'isOver', summary: 'Says whether the game has ended.', returns: ['boolean', 'whether it has ended'] },
  ];
  return moves.map(({ returns: [type, summary], ...move }) =>
    fn.parse({
      ...move,
      command: `${id}-${move.name.replace('O', '-o')}`,
      returns: { type, summary },
    }),
  );
}
