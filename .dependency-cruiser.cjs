// The import law of docs/architecture.md: a folder imports itself and lower ranks, never its equals; outsiders import a
// folder's contract, never an implementation. Ranks live here and nowhere else.
const ranks = [
  ['shared'],
  ['config', 'logline'],
  ['storage', 'secrets'],
  ['ledger'],
  ['queue', 'access', 'llm', 'sandbox', 'policy', 'research', 'forges', 'craft', 'repair', 'program-repair'],
  ['codebase', 'memory'],
  ['telemetry', 'tools', 'adapters'],
  ['agents', 'intake', 'gates', 'mcp', 'render'],
  ['workflow', 'jobs', 'notify'],
  ['worker', 'api', 'guests'],
  ['cli'],
];
const server = 'packages/server/src/';
const room = (name) => (name === 'config' ? `^${server}config(\\.ts$|/)` : `^${server}${name}/`);
const anyOf = (names) => names.map(room);

/** Rooms of pure functions: their functions may be called from above, there is no implementation to hide. */
const pure = ['shared', 'config', 'logline', 'craft', 'repair', 'program-repair', 'policy', 'intake', 'render'];
/** Rooms that run without a database: what they need of it is handed in. */
const core = ['agents', 'tools', 'llm', 'adapters', 'gates', 'mcp', 'policy'];
const tests = '(\\.test\\.ts$|/testing[^/]*\\.ts$|/testing/|/fixtures/|/conformance\\.ts$)';

const forbidden = [
  {
    name: 'no-circular',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'protocol-stands-alone',
    severity: 'error',
    from: { path: '^packages/protocol/src', pathNot: tests },
    to: { pathNot: ['^packages/protocol/src', 'node_modules/zod/'] },
  },
  {
    name: 'dashboard-talks-protocol',
    severity: 'error',
    from: { path: '^packages/dashboard/', pathNot: tests },
    to: { path: '^packages/server/' },
  },
  {
    name: 'core-without-database',
    severity: 'error',
    from: { path: anyOf(core), pathNot: tests },
    to: { path: anyOf(['storage', 'ledger', 'queue', 'memory']) },
  },
  {
    name: 'nobody-imports-main',
    severity: 'error',
    from: { path: '^packages/', pathNot: [`^${server}main\\.ts$`, tests] },
    to: { path: `^${server}main\\.ts$` },
  },
  {
    name: 'cli-talks-protocol',
    comment: 'The command line knows the protocol and what main.ts hands to it.',
    severity: 'error',
    from: { path: `^${server}cli/`, pathNot: tests },
    to: { path: `^${server}`, pathNot: [`^${server}cli/`, `^${server}shared/`] },
  },
  {
    name: 'processes-start-in-the-sandbox-room',
    severity: 'error',
    from: { path: '^packages/[^/]+/src/', pathNot: [`^${server}sandbox/`, tests] },
    to: { path: '^(node:)?child_process$' },
  },
  {
    name: 'databases-open-in-the-storage-room',
    severity: 'error',
    from: { path: '^packages/', pathNot: [`^${server}storage/`, tests] },
    to: { path: ['^node:sqlite$', 'node_modules/(pg|kysely)/'] },
  },
];

for (const [index, names] of ranks.entries()) {
  for (const name of names) {
    const notBelow = ranks
      .slice(index)
      .flat()
      .filter((other) => other !== name);
    // The highest rank may import all rooms; an empty list would match everything.
    if (notBelow.length > 0) {
      forbidden.push({
        name: `rank-of-${name}`,
        severity: 'error',
        from: { path: room(name), pathNot: tests },
        to: { path: anyOf(notBelow) },
      });
    }
    if (!pure.includes(name)) {
      forbidden.push({
        name: `only-the-contract-of-${name}`,
        comment: 'Implementations are constructed in main.ts and in tests.',
        severity: 'error',
        from: { path: `^${server}`, pathNot: [room(name), `^${server}main(\\.ts$|/)`, tests] },
        to: { path: room(name), pathNot: ['/contract\\.ts$', `^${server}tools/(project|problems)\\.ts$`] },
      });
    }
  }
}

module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
    // No rule is about test files, and the parser does not know `await using`, which some of them use.
    exclude: { path: ['/dist/', '/blueprints/', '\\.test\\.ts$'] },
  },
};
