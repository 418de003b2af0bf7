/** What a newcomer may start with: without a language model, and without a repository where `builds`. */
export const examples = [
  { goal: 'A command line tool that counts words', note: 'Builds a new project, tests included', builds: true },
  {
    goal: 'A REST API for a todo app with authentication',
    note: 'Builds a new project, tests included',
    builds: true,
  },
  { goal: 'Fix the failing tests', note: 'In a repository of yours: give its path', builds: false },
];
