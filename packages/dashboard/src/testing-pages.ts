/** Every page of the window by its name, for a look at all of them. `job`: the address of one that is over. */
export function pagesOf(job: string): { name: string; path: string }[] {
  const team = ['agents', 'roles', 'models', 'workers', 'workflows'].map((tab) => ({
    name: `team-${tab}`,
    path: `/team?tab=${tab}`,
  }));
  const parts = ['transcript', 'changes', 'checks', 'plan', 'spend', 'proof'].map((tab) => ({
    name: `job-${tab}`,
    path: `${job}?tab=${tab}`,
  }));
  const settings = ['people', 'configuration', 'keys', 'policies', 'webhooks'].map((part) => ({
    name: `settings-${part}`,
    path: `/settings/${part}`,
  }));
  return [
    { name: 'jobs', path: '/jobs' },
    { name: 'inbox', path: '/inbox' },
    { name: 'chat', path: '/chat' },
    { name: 'metrics', path: '/insights' },
    ...team,
    { name: 'team-workflow', path: '/team?tab=workflows&workflow=thorough' },
    { name: 'memory', path: '/memory' },
    { name: 'knowledge', path: '/knowledge' },
    { name: 'record', path: '/record' },
    { name: 'settings', path: '/settings' },
    ...settings,
    ...parts,
  ];
}
