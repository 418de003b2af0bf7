import type { Blueprint } from '../../contract.ts';
import type { EntityModel, FieldModel } from '../../domain/model.ts';
import { readableValue } from '../../domain/readable.ts';
import { contradiction } from '../../emit/contradiction.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { capital } from '../../emit/names.ts';
import { render } from '../../emit/templates.ts';
import { tidied } from '../../emit/tidy.ts';
import { valueSource } from '../../emit/values.ts';
import type { GeneratedFile, Requirements, RowJob } from '../../requirements.ts';
import { entityProbe } from '../entity-cli/blueprint.ts';
import { generateProject as generateTool, modelOf, packageNeeds, quiet } from '../entity-cli/generate.ts';
import { entityPlan } from '../shared/entity-plan.ts';

interface Marking {
  job: RowJob;
  entity: EntityModel;
  due: FieldModel;
  field: FieldModel;
}

/** @throws CodewrightError INVALID_INPUT when the job speaks of what is not kept. */
function markingOf(requirements: Requirements): Marking {
  const [job] = requirements.jobs ?? [];
  const entity = modelOf(requirements).entities.find(({ name }) => name === job?.entity);
  const [due, field] = [job?.due, job?.field].map((name) => entity?.fields.find((one) => one.name === name));
  if (!job || !entity || !due || !field) throw contradiction('A worker over rows needs a job to do.');
  return { job, entity, due, field };
}

function sqlText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function valuesOf({ job, entity, due, field }: Marking) {
  const flag = field.type === 'boolean';
  const days = due.type === 'date';
  const others = field.values.filter((value) => value !== job.to && !job.from.includes(value));
  const columns = entity.fields.filter((one) => one !== due && one !== field && !one.nullable);
  const names = [...columns.map(({ column }) => column), due.column, field.column, 'created_at', 'updated_at'];
  const given = columns.map((one) => sampleOf(entity, one));
  return {
    mark: `mark${capital(entity.typePlural)}`,
    table: entity.table,
    one: entity.one,
    many: entity.many,
    column: field.column,
    dueColumn: due.column,
    dueLabel: due.label,
    to: flag ? field.label : job.to,
    states: flag ? '' : job.from.join(' or '),
    sqlTo: flag ? '1' : sqlText(job.to),
    sqlFrom: flag ? `${field.column} = 0` : `${field.column} IN (${job.from.map(sqlText).join(', ')})`,
    limit: days ? 'time.slice(0, 10)' : 'time',
    everySeconds: job.everySeconds,
    past: days ? '2030-06-14' : '2030-06-15T11:59:59.000Z',
    edge: days ? '2030-06-15' : '2030-06-15T12:00:00.000Z',
    future: days ? '2030-06-16' : '2030-06-15T12:00:01.000Z',
    open: flag ? '0' : valueSource(job.from[0] ?? ''),
    target: flag ? '1' : valueSource(job.to),
    other: flag || others[0] === undefined ? '' : valueSource(others[0]),
    otherLabel: others[0] ?? '',
    insert: `'INSERT INTO ${entity.table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})'`,
    numbered: given.some((one) => /\bat\b/.test(one)),
    given: [...given, 'due', 'state', 'now.toISOString()', 'now.toISOString()'].join(', '),
  };
}

/** A value that the column takes, another for each row. */
function sampleOf(entity: EntityModel, field: FieldModel): string {
  if (field.references !== undefined) return 'at + 1';
  const [first, second] = [readableValue(entity, field, 1), readableValue(entity, field, 2)];
  if (typeof first === 'boolean') return String(Number(first));
  if (typeof first === 'number') return first === second ? String(first) : 'at + 1';
  if (first === second && field.type === 'string') return `\`${String(first)} \${at + 1}\``;
  if (first === second || typeof first !== 'string') return valueSource(first ?? '');
  return `[${[1, 2, 3].map((at) => valueSource(readableValue(entity, field, at) ?? '')).join(', ')}][at] ?? ''`;
}

function generateProject(requirements: Requirements, versions: Record<string, string>): GeneratedFile[] {
  const values = valuesOf(markingOf(requirements));
  const files = generateTool(requirements, versions).map((file) => {
    if (file.path === 'package.json') return { ...file, content: withWorker(file.content) };
    if (file.path === 'README.md')
      return { ...file, content: withJob(file.content, render('row-worker/job.md', values)) };
    return file;
  });
  return [
    ...files,
    ...tidied([
      ...['worker', 'marking'].map((file) => ({
        path: `src/${file}.ts`,
        content: render(`row-worker/src/${file}.ts`, values),
      })),
      { path: 'src/loop.ts', content: render('programs/shared/loop/typescript/src/loop.ts', {}) },
      { path: 'test/marking.test.ts', content: render('row-worker/test/marking.test.ts', values) },
      { path: 'test/loop.test.ts', content: render('programs/shared/loop/typescript/test/loop.test.ts', {}) },
    ]),
  ];
}

/** `npm start` is the worker; the command that adds and shows rows has a script of its own. */
function withWorker(content: string): string {
  const manifest = JSON.parse(content) as { scripts: Record<string, string> };
  const { start, ...scripts } = manifest.scripts;
  const own = { start: `node ${quiet} src/worker.ts`, tool: start, ...scripts };
  return `${JSON.stringify({ ...manifest, scripts: own }, null, 2)}\n`;
}

/** Behind the title and the summary. */
function withJob(readme: string, job: string): string {
  return readme.replaceAll('`npm start --', '`npm run tool --').replace(/^## /m, `${job.trimEnd()}\n\n## `);
}

/** Rows in SQLite, a command for them, and a worker that marks those whose time has come. */
export const rowWorker: Blueprint = {
  packageNeeds,
  generateProject,
  planProject(requirements) {
    const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '0.0.0']));
    const files = generateProject(requirements, versions);
    return entityPlan(modelOf(requirements), files, { id: 'commands', title: 'Build the worker and the commands' });
  },
  probeScript: (requirements) => entityProbe(requirements, { tool: 'tool', worker: 'start' }),
  commitMessage(requirements) {
    const { entity, due, job } = markingOf(requirements);
    const does = `Marks ${entity.many} whose ${due.label} is past as ${job.to}.`;
    return message(subject(`Add the worker ${requirements.name}`, [entity.many]), wrapped(does));
  },
};
