import { camel } from '../../emit/names.ts';
import type { Manifest } from '../../modules/manifest.ts';
import type { Offered } from '../../modules/uses.ts';
import { call, laid, list, useStatement } from '../../rust/layout.ts';
import { fieldsOf, signatureOf, useOrder, writesJson } from '../../rust/signature.ts';
import { rustString } from '../../rust/source.ts';

/** `src/cli/results.rs`: the structs that functions give, as JSON; undefined where they give none. */
export function resultsFile(offered: readonly Offered[]): string | undefined {
  const found = new Map<string, string>();
  for (const { module, fn } of offered) collect(module, signatureOf(module, fn).result, found);
  if (found.size === 0) return undefined;
  const names = useOrder([...found.keys()]);
  const body = names.map((name) => found.get(name) ?? '').join('\n\n');
  const uses = ['use crate::json::Json;', useStatement('use crate::', names)].join('\n');
  return `//! What functions give, as JSON.\n\n${uses}\n\n${body}\n`;
}

/** The struct, and those that its fields hold. */
function collect(module: Manifest, type: string, found: Map<string, string>): void {
  for (const name of type.match(/[A-Z]\w*/g) ?? []) {
    const fields = fieldsOf(module, name);
    if (fields === undefined || found.has(name) || writesJson(module, name)) continue;
    const entries = fields.map((field) => `(${rustString(camel(field.name))}, it.${field.name}.into())`);
    found.set(
      name,
      [
        `impl From<${name}> for Json {`,
        `    fn from(it: ${name}) -> Self {`,
        laid('', call('Json::object', [list('', entries)]), '', 8),
        '    }',
        '}',
      ].join('\n'),
    );
    for (const field of fields) collect(module, field.type, found);
  }
}
