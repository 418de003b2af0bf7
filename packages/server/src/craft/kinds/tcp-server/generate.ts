import { contradiction } from '../../emit/contradiction.ts';
import { blocks, imports, quote } from '../../emit/layout.ts';
import { commonScripts, nodeBasics, nodeContainer, nodeTools, packageJson } from '../../emit/node-project.ts';
import { render } from '../../emit/templates.ts';
import { tidied } from '../../emit/tidy.ts';
import { moduleFiles } from '../../modules/files.ts';
import { type Session, sessionsOf } from '../../modules/sessions.ts';
import { usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../../requirements.ts';
import { commandsFile, usedKinds } from '../cli-tool/commands.ts';
import { lineFunctions, tcpLines } from './lines.ts';
import { lineReadme } from './readme.ts';

export function packageNeeds(): PackageNeed[] {
  return [...nodeTools];
}

/** @throws CodewrightError INVALID_INPUT */
export function generateProject(requirements: Requirements, versions: Record<string, string>): GeneratedFile[] {
  const used = usedModules(requirements);
  const offered = lineFunctions(used);
  if (offered.length === 0) throw contradiction('A server needs something that it does.');
  const sessions = sessionsOf(used, offered);
  const kept = used.some(({ module }) => module.class?.state);
  const ci = requirements.features.some((feature) => feature.name === 'ci');
  const values = {
    name: requirements.name,
    kept,
    uses: usedKinds(offered),
    build: false,
    domain: false,
    ignored: kept ? ['data/'] : [],
  };
  const readmeValues = {
    ...lineReadme(requirements, offered, sessions, kept),
    name: requirements.name,
    docker: requirements.features.some((feature) => feature.name === 'docker'),
  };
  return tidied([
    {
      path: 'package.json',
      content: packageJson(requirements, packageNeeds(), versions, {
        private: true,
        scripts: { start: 'node src/main.ts', dev: 'node --watch src/main.ts', ...commonScripts },
      }),
    },
    { path: 'README.md', content: render('tcp-server/README.md', readmeValues) },
    ...nodeBasics({ ci }).map(([template, path]) => ({ path, content: render(template, values) })),
    ...['main', 'server', 'split-line', 'terminal'].map((name) => ({
      path: `src/${name}.ts`,
      content: render(`tcp-server/src/${name}.ts`, values),
    })),
    ...['command', 'arguments', 'values', 'usage-error'].map((name) => ({
      path: `src/${name}.ts`,
      content: render(`cli-tool/src/${name}.ts`, values),
    })),
    ...(kept ? [{ path: 'src/storage.ts', content: render('tcp-server/src/storage.ts', values) }] : []),
    ...nodeContainer(requirements, { port: 4000, keeps: kept }),
    { path: 'src/commands.ts', content: commandsFile(used, offered) },
    { path: 'test/client.ts', content: render('tcp-server/test/client.ts', values) },
    { path: 'test/server.test.ts', content: testFile(requirements.name, sessions) },
    ...moduleFiles(used, 'typescript'),
  ]);
}

function testFile(name: string, sessions: readonly Session[]): string {
  const cases = sessions.flatMap((session) => {
    const lines = tcpLines(session);
    if (!lines) return [];
    const sent = lines.map(({ line }) => quote(line)).join(', ');
    const names = lines.length === 1 ? ['answer'] : lines.map((_line, place) => `answer${place + 1}`);
    return [
      [
        `it(${quote(session.title)}, async () => {`,
        `  const [${names.map((answer) => `${answer} = ''`).join(', ')}] = await talk(${sent});`,
        ...lines.map(({ gives, matches, fails }, place) => {
          const answer = names[place] ?? '';
          if (fails) return `  assert.match(${answer}, /^ERROR /);`;
          if (matches !== undefined || gives === undefined) return `  assert.match(${answer}, /^OK /);`;
          return `  assert.equal(${answer}, ${quote(`OK ${JSON.stringify(gives)}`)});`;
        }),
        '});',
      ].join('\n'),
    ];
  });
  cases.push(
    [
      "it('refuses commands that it does not know and goes on', async () => {",
      "  const [unknown = '', open = '', help = ''] = await talk('no-such-command', '\"open', 'HELP');",
      '  assert.match(unknown, /^ERROR There is no command/);',
      '  assert.match(open, /^ERROR A quote/);',
      '  assert.match(help, /^OK \\[/);',
      '});',
    ].join('\n'),
  );
  return blocks(
    imports({ 'node:assert/strict': ['default assert'], 'node:test': ['describe', 'it'], './client.ts': ['talk'] }),
    `describe(${quote(`the server ${name}`)}, () => {\n${cases.join('\n\n').replace(/^(?=.)/gm, '  ')}\n});`,
  );
}
