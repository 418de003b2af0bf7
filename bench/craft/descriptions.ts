import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Claim, parseRule } from './claims.ts';

const strings = z.array(z.string()).default([]);
const value = z.unknown();

/** A run of the program: arguments, what is in the folder and on standard input, and a pattern of what it prints. */
const run = z.strictObject({
  args: strings,
  stdin: z.string().optional(),
  files: z.record(z.string(), z.string()).default({}),
  prints: z.string().optional(),
  fails: z.boolean().default(false),
  /** A refusal by exit code is an answer as well. */
  orFails: z.boolean().default(false),
});
/** A call of some export: arguments, and what it gives, holds, or that it throws. `make` builds an object first. */
const call = z.strictObject({
  args: z.array(value).default([]),
  make: z.array(value).optional(),
  calls: z.array(z.array(value)).default([]),
  gives: value.optional(),
  has: z.string().optional(),
  throws: z.boolean().default(false),
  anyOrder: z.boolean().default(false),
  exports: z.string().optional(),
});

const description = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  kind: z.string(),
  language: z.string().optional(),
  say: z.string(),
  expect: z.enum(['built', 'asked', 'built-or-asked']).default('built'),
  entities: z.record(z.string(), z.array(z.string())).default({}),
  /** Kinds of rows that are spoken of and may be kept as well. */
  may: strings,
  relations: strings,
  rules: strings,
  operations: strings,
  runs: z.array(run).default([]),
  calls: z.array(call).default([]),
  lines: z.array(z.strictObject({ send: z.array(z.string()), sees: z.string() })).default([]),
  gets: z.array(z.strictObject({ text: z.string(), sees: z.string() })).default([]),
  plays: z.array(z.strictObject({ type: z.array(z.string()), sees: z.string() })).default([]),
  shortens: z.boolean().default(false),
  pages: strings,
  words: strings,
});
export type Run = z.infer<typeof run>;
export type Call = z.infer<typeof call>;
export type Description = Omit<z.infer<typeof description>, 'rules' | 'relations' | 'operations'> & {
  /** Nobody looks at what the craft makes of it until the figures are taken. */
  heldOut: boolean;
  claims: Claim[];
};

/** @throws Error where an entry is not of its shape or an id is there twice. */
export function readDescriptions(folder: string): Description[] {
  const seen = new Set<string>();
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .flatMap((name) =>
      parseDescriptions(readFileSync(join(folder, name), 'utf8')).map((one) => {
        if (seen.has(one.id)) throw new Error(`${name}: ${one.id} is there twice`);
        seen.add(one.id);
        return one;
      }),
    );
}

/** Every third entry of a file is held out. */
export function parseDescriptions(text: string): Description[] {
  return z
    .array(description)
    .parse(parse(text))
    .map(({ rules, relations, operations, ...one }, index) => ({
      ...one,
      heldOut: index % 3 === 2,
      claims: [
        ...relations.map((relation) => parseRule(`relation ${relation}`)),
        ...operations.map((operation) => parseRule(`operation ${operation}`)),
        ...rules.map(parseRule),
      ],
    }));
}
