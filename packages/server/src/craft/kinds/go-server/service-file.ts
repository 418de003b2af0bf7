import { goNew } from '../../go/calls.ts';
import { columns, keyedLines } from '../../go/literal.ts';
import { constructorOf } from '../../go/signature.ts';
import { exportedName, goString, localName } from '../../go/source.ts';
import type { Manifest } from '../../modules/manifest.ts';
import { classOptions, holderOf, type Used } from '../../modules/uses.ts';

/** `service.go`: what lasts as long as the program runs; `from` is the package of the modules. */
export function serviceSource(used: readonly Used[], from: string, does: string): string {
  const held = used.filter(({ module }) => module.class);
  const kept = held.filter(({ module }) => module.class?.state);
  const fields = held.map(({ module }) => [`\t${fieldOf(module)}`, typeOf(module, from)]);
  const type = fields.length === 0 ? 'type service struct{}' : `type service struct {\n${columns(fields)}\n}`;
  const parameter = kept.length > 0 ? 'folder string' : '';
  const made = held.map((one) => makingOf(one, from)).join('\n');
  const set = keyedLines(held.map(({ module }) => [fieldOf(module), fieldOf(module)]));
  const given =
    held.length === 0
      ? '\treturn &service{}, nil'
      : `${made}\n\treturn &service{\n${set.replace(/^/gm, '\t\t')}\n\t}, nil`;
  const text = [
    `// service is what ${does} work on.`,
    `${type}\n`,
    `func newService(${parameter}) (*service, error) {`,
    given,
    '}',
  ].join('\n');
  return text;
}

function fieldOf(module: Manifest): string {
  return localName(holderOf(module));
}

function typeOf(module: Manifest, from: string): string {
  const plain = `*${from}.${exportedName(module.class?.name ?? '')}`;
  return module.class?.state ? `*kept[${plain}]` : plain;
}

function makingOf({ module, use }: Used, from: string): string {
  const failing = constructorOf(module).results.includes('error');
  const made = goNew(module, classOptions(module, use), { from: `${from}.`, pointer: 'pointer' });
  const name = fieldOf(module);
  const check = '\tif err != nil {\n\t\treturn nil, err\n\t}';
  if (!module.class?.state) return failing ? `\t${name}, err := ${made}\n${check}` : `\t${name} := ${made}`;
  const type = `*${from}.${exportedName(module.class.name)}`;
  const body = `return ${made}${failing ? '' : ', nil'}`.replaceAll('\n', '\n\t\t');
  return [
    `\t${name}, err := keep(filepath.Join(folder, ${goString(`${module.id}.json`)}), func() (${type}, error) {`,
    `\t\t${body}`,
    '\t})',
    check,
  ].join('\n');
}
