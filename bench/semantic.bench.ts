import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createCodebase } from '../packages/server/src/codebase/codebase.ts';
import { openBench } from '../packages/server/src/sandbox/workspace/testing.ts';
import { openCodeIndex } from '../packages/server/src/storage/code-index.ts';

interface Row {
  name: string;
  value: number;
  unit: string;
}

interface Subject {
  package: string;
  /** Its sources, and the folder that they are put in. */
  from: string;
  leftOut: RegExp;
  /** Questions as people ask them, and the file that answers, as it ends. */
  questions: [string, RegExp][];
}

const subjects: Subject[] = [
  {
    package: 'undici@6.21.0',
    from: 'lib',
    leftOut: /^$/,
    questions: [
      ['where is decided whether a request is retried', /handler\/retry-handler\.js$/],
      ['where are cookies parsed', /cookies\/parse\.js$/],
      ['where are redirects followed', /handler\/redirect-handler\.js$/],
      ['which connection of a pool gets the next request', /dispatcher\/(?:balanced-pool|pool|pool-base)\.js$/],
      ['where is a multipart body parsed', /fetch\/formdata-parser\.js$/],
      ['where are frames of a websocket read', /websocket\/receiver\.js$/],
      ['where are names looked up and remembered for a while', /interceptor\/dns\.js$/],
      ['how does the proxy tunnel begin', /dispatcher\/proxy-agent\.js$/],
      ['where is checked that a response has the expected integrity hash', /fetch\/util\.js$/],
      ['where are server-sent events split into messages', /eventsource\/eventsource-stream\.js$/],
    ],
  },
  {
    package: 'fastify@5.2.1',
    from: 'lib',
    leftOut: /^$/,
    questions: [
      ['where is the parser of a body chosen by its content type', /contentTypeParser\.js$/],
      ['where is a payload serialized before it is sent', /reply\.js$/],
      ['what answers when no route matches', /fourOhFour\.js$/],
      ['where is checked that a plugin wants this version', /pluginUtils\.js$/],
      ['in which order do hooks run', /hooks\.js$/],
      ['where does the server begin to listen', /server\.js$/],
      ['where is a request validated against its schema', /validation\.js$/],
      ['where does an error become an answer', /error-handler\.js$/],
      ['where is the logger made', /logger-(?:factory|pino)\.js$/],
      ['how does a request get its id', /reqIdGenFactory\.js$/],
    ],
  },
  {
    package: 'hono@4.7.2',
    from: 'dist',
    leftOut: /(?:^|\/)(?:cjs|types)(?:\/|$)/,
    questions: [
      ['where is the signature of a cookie verified', /utils\/cookie\.js$/],
      ['where is decided which origin may call', /middleware\/(?:cors|csrf)\/index\.js$/],
      ['where is checked that a token has not expired', /utils\/jwt\/jwt\.js$/],
      ['where are path parameters matched by a trie', /router\/trie-router\/node\.js$/],
      ['where is the etag of a body computed', /middleware\/etag\/(?:index|digest)\.js$/],
      ['where is the size of a body limited', /middleware\/body-limit\/index\.js$/],
      ['where is a language chosen by what the client accepts', /middleware\/language\/|accepts\/accepts\.js$/],
      ['where are responses compressed', /middleware\/compress\/index\.js$/],
      ['where are user and password read from the header', /utils\/basic-auth\.js$|middleware\/basic-auth\/index\.js$/],
      ['where does a handler take too long', /middleware\/timeout\/index\.js$/],
    ],
  },
];

/** How often the file that answers a question comes first, and among the first three, with words alone. */
export async function run(flags: string[]): Promise<Row[]> {
  await using bench = openBench();
  const rows: Row[] = [];
  const sum = { first: 0, three: 0, all: 0 };
  for (const subject of subjects) {
    const repository = treeOf(bench.folder, subject);
    const tree = await bench.manager.open(
      { job: `job-${rows.length}`, branch: 'codewright/job', repository },
      bench.signal,
    );
    const codebase = createCodebase({ folder: join(bench.folder, `code-${rows.length}`), open: openCodeIndex });
    let three = 0;
    for (const [text, right] of subject.questions) {
      const { hits } = await codebase.search({ tree, repository, text, limit: 12, signal: bench.signal });
      const files = [...new Set(hits.map(({ path }) => path))];
      const rank = files.findIndex((path) => right.test(path));
      if (rank === 0) sum.first += 1;
      if (rank >= 0 && rank < 3) three += 1;
      if (flags.includes('--each')) console.log(`${rank + 1 || '-'}  ${text}  ${files.slice(0, 3).join(', ')}`);
    }
    codebase.close();
    sum.three += three;
    sum.all += subject.questions.length;
    rows.push({
      name: `${subject.package}: the right file among the first three, of ${subject.questions.length}`,
      value: three,
      unit: '',
    });
  }
  rows.push({ name: `among the first three, of ${sum.all}`, value: sum.three, unit: '' });
  rows.push({ name: `first, of ${sum.all}`, value: sum.first, unit: '' });
  return rows;
}

/** The package as its registry has it, its sources as a repository. */
function treeOf(folder: string, { package: name, from, leftOut }: Subject): string {
  const repository = join(folder, name.replaceAll(/\W+/g, '-'));
  const packed = `${repository}-packed`;
  mkdirSync(packed, { recursive: true });
  execFileSync('npm', ['pack', name, '--silent'], { cwd: packed, stdio: ['ignore', 'ignore', 'inherit'] });
  const [archive = ''] = readdirSync(packed);
  execFileSync('tar', ['xzf', archive], { cwd: packed });
  cpSync(join(packed, 'package', from), join(repository, 'src'), {
    recursive: true,
    filter: (path) => !leftOut.test(path.slice(packed.length)),
  });
  rmSync(packed, { recursive: true });
  const git = (...args: string[]) => execFileSync('git', args, { cwd: repository, stdio: 'ignore' });
  git('init', '--quiet');
  git('add', '--all');
  git('-c', 'user.name=bench', '-c', 'user.email=bench@example.invalid', 'commit', '--quiet', '--message=As published');
  return repository;
}
