import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ScriptedCall, SeenTool } from './contract.ts';
import { mapCall } from './mapping.ts';

type Properties = Record<string, Record<string, unknown>>;
const string = { type: 'string' };
function tool(name: string, properties: Properties, required: string[] = [], description = ''): SeenTool {
  return { name, description, schema: { type: 'object', properties, required }, free: false };
}
const map = (call: ScriptedCall, tools: SeenTool[], root: string | null = '/work/it') => mapCall(call, { tools, root });

/** The tools of agents as they declare them, among others that must not be taken for them. */
const agents = {
  codewright: [
    tool('read_file', { path: string, handle: string, offset: { type: 'integer' }, limit: { type: 'integer' } }),
    tool('list_files', { path: string, depth: { type: 'integer' } }),
    tool('find_files', { glob: string }, ['glob']),
    tool('search_code', { pattern: string, path: string, glob: string }, ['pattern']),
    tool('write_file', { path: string, content: string }, ['path', 'content']),
    tool('edit_file', { path: string, old: string, new: string, all: { type: 'boolean' } }, ['path', 'old', 'new']),
    tool('apply_patch', { patch: string }, ['patch'], 'Applies a unified diff.'),
    tool('run_command', { command: { anyOf: [string, { type: 'array', items: string }] }, cwd: string }, ['command']),
    tool('run_tests', { args: { type: 'array' } }),
    tool('read_lints', {}),
    tool('commit_changes', { message: string }, ['message']),
  ],
  claude: [
    tool('Task', { description: string, prompt: string }, ['description', 'prompt']),
    tool('Bash', { command: string, timeout: { type: 'number' }, description: string }, ['command']),
    tool('Glob', { pattern: string, path: string }, ['pattern']),
    tool('Grep', { pattern: string, path: string, output_mode: { enum: ['content', 'files'] } }, ['pattern']),
    tool(
      'Read',
      {
        file_path: { type: 'string', description: 'The absolute path to the file to read' },
        offset: { type: 'number' },
      },
      ['file_path'],
    ),
    tool('Edit', { file_path: string, old_string: string, new_string: string, replace_all: { type: 'boolean' } }, [
      'file_path',
      'old_string',
      'new_string',
    ]),
    tool('Write', { file_path: string, content: string }, ['file_path', 'content']),
    tool('NotebookEdit', { notebook_path: string, new_source: string }, ['notebook_path']),
    tool('WebFetch', { url: string, prompt: string }, ['url']),
    tool('WebSearch', { query: string }, ['query']),
    tool('TodoWrite', { todos: { type: 'array' } }, ['todos']),
  ],
  codex: [
    tool('shell', { command: { type: 'array', items: string }, workdir: string }, ['command']),
    tool('update_plan', { plan: { type: 'array' } }, ['plan']),
    { name: 'apply_patch', description: 'Use the tool to edit files.', schema: {}, free: true },
    tool('view_image', { path: string }, ['path']),
  ],
  gemini: [
    tool('list_directory', { dir_path: string }, ['dir_path']),
    tool('read_file', { file_path: { type: 'STRING' }, offset: { type: 'NUMBER' }, limit: { type: 'NUMBER' } }, [
      'file_path',
    ]),
    tool('grep_search', { pattern: string, dir_path: string }, ['pattern']),
    tool('glob', { pattern: string }, ['pattern']),
    tool('replace', { file_path: string, instruction: string, old_string: string, new_string: string }, [
      'file_path',
      'instruction',
      'old_string',
      'new_string',
    ]),
    tool('write_file', { file_path: string, content: string }, ['file_path', 'content']),
    tool('web_fetch', { prompt: string }, ['prompt']),
    tool('run_shell_command', { command: string, description: string }, ['command']),
    tool('save_memory', { fact: string }, ['fact']),
    tool('google_web_search', { query: string }, ['query']),
  ],
  pi: [
    tool('read', { path: string, offset: { type: 'number' } }, ['path']),
    tool('bash', { command: string }, ['command']),
    tool(
      'edit',
      {
        path: string,
        edits: { type: 'array', items: { type: 'object', properties: { oldText: string, newText: string } } },
      },
      ['path', 'edits'],
    ),
    tool('write', { path: string, content: string }, ['path', 'content']),
  ],
  editor: [
    tool('bash', { command: string }),
    tool(
      'str_replace_based_edit_tool',
      {
        command: { enum: ['view', 'create', 'str_replace'] },
        path: string,
        file_text: string,
        old_str: string,
        new_str: string,
      },
      ['command', 'path'],
    ),
  ],
};

describe('a neutral step', () => {
  it.each([
    ['codewright', { tool: 'read_file', input: { path: 'a.ts', offset: 5 } }],
    ['claude', { tool: 'Read', input: { file_path: '/work/it/a.ts', offset: 5 } }],
    ['codex', { tool: 'shell', input: { command: ['bash', '-lc', "sed -n '5,$p' 'a.ts'"] } }],
    ['gemini', { tool: 'read_file', input: { file_path: 'a.ts', offset: 5 } }],
    ['pi', { tool: 'read', input: { path: 'a.ts', offset: 5 } }],
    ['editor', { tool: 'str_replace_based_edit_tool', input: { command: 'view', path: 'a.ts' } }],
  ] as const)('reads with the tools of %s', (agent, expected) => {
    expect(map({ do: 'read', path: 'a.ts', offset: 5 }, agents[agent])).toEqual(expected);
  });

  it.each([
    ['codewright', { tool: 'edit_file', input: { path: 'a.ts', old: 'x', new: 'y' } }],
    ['claude', { tool: 'Edit', input: { file_path: 'a.ts', old_string: 'x', new_string: 'y' } }],
    ['codex', { tool: 'apply_patch', input: '*** Begin Patch\n*** Update File: a.ts\n@@\n-x\n+y\n*** End Patch\n' }],
    [
      'gemini',
      {
        tool: 'replace',
        input: { file_path: 'a.ts', instruction: 'As the task asks.', old_string: 'x', new_string: 'y' },
      },
    ],
    ['pi', { tool: 'edit', input: { path: 'a.ts', edits: [{ oldText: 'x', newText: 'y' }] } }],
    [
      'editor',
      {
        tool: 'str_replace_based_edit_tool',
        input: { command: 'str_replace', path: 'a.ts', old_str: 'x', new_str: 'y' },
      },
    ],
  ] as const)('edits with the tools of %s', (agent, expected) => {
    expect(map({ do: 'edit', path: 'a.ts', old: 'x', new: 'y' }, agents[agent])).toEqual(expected);
  });

  it.each([
    ['codewright', 'run_command', 'ls'],
    ['claude', 'Bash', 'ls'],
    ['codex', 'shell', ['bash', '-lc', 'ls']],
    ['gemini', 'run_shell_command', 'ls'],
    ['pi', 'bash', 'ls'],
    ['editor', 'bash', 'ls'],
  ] as const)('runs a command with the tools of %s', (agent, name, command) => {
    expect(map({ do: 'shell', command: 'ls' }, agents[agent])).toMatchObject({ tool: name, input: { command } });
  });

  it.each([
    ['codewright', ['write_file', 'search_code', 'find_files', 'list_files', 'run_tests', 'commit_changes']],
    ['claude', ['Write', 'Grep', 'Glob', 'Bash', 'Bash', 'Bash']],
    ['codex', ['apply_patch', 'shell', 'shell', 'shell', 'shell', 'shell']],
    ['gemini', ['write_file', 'grep_search', 'glob', 'list_directory', 'run_shell_command', 'run_shell_command']],
    ['pi', ['write', 'bash', 'bash', 'bash', 'bash', 'bash']],
    ['editor', ['str_replace_based_edit_tool', 'bash', 'bash', 'bash', 'bash', 'bash']],
  ] as const)('does everything else with the tools of %s', (agent, names) => {
    const steps: ScriptedCall[] = [
      { do: 'write', path: 'n.ts', content: '1\n' },
      { do: 'search', pattern: 'x' },
      { do: 'find', glob: '*.ts' },
      { do: 'list' },
      { do: 'test' },
      { do: 'commit', message: 'Mend it' },
    ];
    expect(steps.map((call) => map(call, agents[agent])?.tool)).toEqual(names);
  });

  it('has no answer for a client that can do nothing', () => {
    expect(map({ do: 'read', path: 'a' }, [tool('sum', {})])).toBeNull();
  });

  it('keeps a call by name as it is', () => {
    expect(map({ tool: 'any', input: 'not json' }, [])).toEqual({ tool: 'any', input: 'not json' });
  });
});

describe('a shell that stands in for tools', () => {
  function run(call: ScriptedCall, cwd: string): string {
    const mapped = map(call, [tool('bash', { command: string })]);
    const { command } = (mapped as { input: { command: string } }).input;
    return execFileSync('sh', ['-c', command], {
      cwd,
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '' },
      stdio: 'pipe',
    });
  }

  it('writes, edits, reads, searches and finds, whatever stands in the text', () => {
    const folder = mkdtempSync(join(tmpdir(), 'scripted-'));
    try {
      const words = `it's "quoted" $HOME \`x\` \\ %s\nü\n`;
      run({ do: 'write', path: "deep/it's.txt", content: words }, folder);
      expect(readFileSync(join(folder, "deep/it's.txt"), 'utf8')).toBe(words);
      run({ do: 'edit', path: "deep/it's.txt", old: '$HOME', new: "$&'" }, folder);
      expect(run({ do: 'read', path: "deep/it's.txt" }, folder)).toBe(words.replace('$HOME', "$$&'"));
      expect(run({ do: 'read', path: "deep/it's.txt", offset: 2, limit: 1 }, folder)).toBe('ü\n');
      expect(run({ do: 'search', pattern: 'quo+ted' }, folder)).toContain("it's.txt:1:");
      expect(run({ do: 'find', glob: '**/*.txt' }, folder)).toContain("deep/it's.txt");
      writeFileSync(join(folder, 'twice'), 'a a');
      expect(() => run({ do: 'edit', path: 'twice', old: 'a', new: 'b' }, folder)).toThrow('found 2 times');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
