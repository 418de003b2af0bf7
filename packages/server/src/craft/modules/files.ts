import type { GeneratedFile, Requirements } from '../requirements.ts';
import { moduleSource, moduleTests } from './library.ts';
import { hasExamples, moduleTestFile } from './tests.ts';
import { type Used, withNeeds } from './uses.ts';

/** Sources and tests of the modules in a project for Node.js, `src/<id>.ts` and `test/<id>.test.ts`. */
export function moduleFiles(used: readonly Used[], language: Requirements['language']): GeneratedFile[] {
  return withNeeds(used).flatMap((module) => {
    const more = moduleTests(module, language);
    return [
      { path: `src/${module.id}.ts`, content: moduleSource(module, language) },
      ...(hasExamples(module) ? [{ path: `test/${module.id}.test.ts`, content: moduleTestFile(module) }] : []),
      ...(more === undefined ? [] : [{ path: `test/${module.id}.more.test.ts`, content: more }]),
    ];
  });
}
