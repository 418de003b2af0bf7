import { Plus } from 'lucide-react';
import { DropdownMenu as Menu } from 'radix-ui';
import { Button } from '../../components/button.tsx';

/** One of each kind of step, as it is written at the end of `steps`. Names get a number, so that no two are alike. */
const steps: { kind: string; about: string; text: (n: number) => string }[] = [
  {
    kind: 'agent',
    about: 'a role does something',
    text: (n) => `  - {name: work-${n}, agent: builder, instruction: Do it.}\n`,
  },
  { kind: 'gates', about: 'checks prove the result', text: (n) => `  - {name: check-${n}, gates: [syntax, tests]}\n` },
  { kind: 'human', about: 'a person decides', text: (n) => `  - {name: ask-${n}, human: Shall it go on?}\n` },
  {
    kind: 'parallel',
    about: 'branches side by side, each in a tree of its own',
    text: (n) => `  - name: branches-${n}
    parallel:
      - {name: left-${n}, agent: builder, instruction: Do the one part.}
      - {name: right-${n}, agent: builder, instruction: Do the other part.}
`,
  },
  {
    kind: 'best_of',
    about: 'several attempts, of which the best is taken',
    text: (n) => `  - name: attempts-${n}
    agent: builder
    instruction: Do it.
    best_of: {attempts: 3, gates: [tests], reviewer: reviewer}
`,
  },
  {
    kind: 'repeat',
    about: 'again until a condition holds',
    text: (n) => `  - name: rounds-${n}
    repeat:
      - {name: mend-${n}, agent: builder, instruction: Mend what the checks found., inputs: [gates]}
      - {name: recheck-${n}, gates: [syntax, tests]}
    until: gates.ok
    max: 3
`,
  },
  {
    kind: 'sequence',
    about: 'steps that belong together',
    text: (n) => `  - name: part-${n}
    sequence:
      - {name: look-${n}, agent: analyst, instruction: Look at it.}
      - {name: change-${n}, agent: builder, instruction: Change it., inputs: [look-${n}]}
`,
  },
];

/** Adds a step to the end of a text, where its list of steps is the last thing in it. */
export function StepMenu({ text, add }: { text: string; add: (text: string) => void }) {
  const next =
    1 + [...text.matchAll(/^\s*- (?:\{)?name: [\w-]*?(\d+)/gm)].reduce((most, [, n]) => Math.max(most, Number(n)), 0);
  return (
    <Menu.Root>
      <Menu.Trigger asChild>
        <Button icon={<Plus className="size-3.5" aria-hidden />}>Add a step</Button>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content
          align="start"
          sideOffset={4}
          className="z-50 max-h-[60vh] w-72 overflow-y-auto rounded-lg border bg-raised p-1 shadow-lg"
        >
          {steps.map((step) => (
            <Menu.Item
              key={step.kind}
              onSelect={() => add(`${text.trimEnd()}\n${step.text(next)}`)}
              className="cursor-default rounded px-2 py-1 outline-none data-[highlighted]:bg-hover pointer-coarse:min-h-11"
            >
              <span className="block font-mono text-[12.5px] font-medium">{step.kind}</span>
              <span className="block text-xs text-soft">{step.about}</span>
            </Menu.Item>
          ))}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}
