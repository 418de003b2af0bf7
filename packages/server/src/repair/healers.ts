import type { Healer } from './contract.ts';
import { circleHealer } from './healers/circles.ts';
import { databaseHealer } from './healers/database.ts';
import { exportHealer } from './healers/exports.ts';
import { goHealer } from './healers/go.ts';
import { importHealer } from './healers/imports.ts';
import { linterHealer } from './healers/linters.ts';
import { lonelyHealer } from './healers/lonely.ts';
import { manifestHealer } from './healers/manifest.ts';
import { memberHealer } from './healers/members.ts';
import { missingImportHealer } from './healers/missing-imports.ts';
import { spellingHealer } from './healers/spelling.ts';
import { surroundingsHealer } from './healers/surroundings.ts';
import { syntaxHealer } from './healers/syntax.ts';
import { typescriptHealer } from './healers/typescript.ts';
import { waitingHealer } from './healers/waiting.ts';
import { wrongTypeHealer } from './healers/wrong-types.ts';

/** Every way of mending, one line each. */
export const healers: readonly Healer[] = [
  linterHealer,
  typescriptHealer,
  manifestHealer,
  exportHealer,
  missingImportHealer,
  spellingHealer,
  importHealer,
  memberHealer,
  goHealer,
  circleHealer,
  databaseHealer,
  surroundingsHealer,
  lonelyHealer,
  waitingHealer,
  wrongTypeHealer,
  syntaxHealer,
];
