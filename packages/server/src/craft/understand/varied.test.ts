import { describe, test } from 'vitest';
import { about } from './about.rows.ts';
import { briefs } from './briefs.rows.ts';
import { everyday } from './everyday.rows.ts';
import { check } from './expectation.ts';
import { listed } from './listed.rows.ts';
import { peopled } from './peopled.rows.ts';
import { specified } from './specified.rows.ts';
import { spoken } from './spoken.rows.ts';

describe('a description in somebody else’s words is read by its meaning', () => {
  for (const row of [...everyday, ...spoken, ...listed, ...briefs, ...specified, ...about, ...peopled])
    test(row.text.slice(0, 100).replaceAll('\n', ' '), () => check(row));
});
