import type { GateVerdict } from '@codewright/protocol/evidence';
import type { JobStatus } from '@codewright/protocol/job';
import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleMinus,
  CirclePlay,
  CircleX,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { statusWords, type Tone } from '../lib/format.ts';

const fills: Record<Tone, string> = {
  good: 'bg-good-fill text-good',
  bad: 'bg-bad-fill text-bad',
  warn: 'bg-warn-fill text-warn',
  busy: 'bg-busy-fill text-busy',
  calm: 'bg-hover text-soft',
};
export const inks: Record<Tone, string> = {
  good: 'text-good',
  bad: 'text-bad',
  warn: 'text-warn',
  busy: 'text-busy',
  calm: 'text-faint',
};

export function Pill({ tone, children, icon }: { tone: Tone; children: ReactNode; icon?: ReactNode }) {
  return (
    <span
      className={`inline-flex h-[22px] shrink-0 items-center gap-1 rounded-full px-2 text-xs font-medium whitespace-nowrap ${fills[tone]}`}
    >
      {icon}
      {children}
    </span>
  );
}

const statusIcons: Record<JobStatus, LucideIcon> = {
  queued: CircleDashed,
  running: LoaderCircle,
  waiting_human: CircleAlert,
  cancelling: Hourglass,
  succeeded: CircleCheck,
  failed: CircleX,
  aborted: Ban,
};

/** @param still a state that once was: what moves is what goes on now. */
export function StatusIcon({
  status,
  still = false,
  className = '',
}: {
  status: JobStatus;
  still?: boolean;
  className?: string;
}) {
  const Icon = status === 'running' && still ? CirclePlay : statusIcons[status];
  const moving = status === 'running' && !still ? 'pulse' : '';
  return <Icon className={`size-4 shrink-0 ${inks[statusWords[status].tone]} ${moving} ${className}`} aria-hidden />;
}

export function StatusPill({ status }: { status: JobStatus }) {
  const { label, tone } = statusWords[status];
  return (
    <Pill tone={tone} icon={<StatusIcon status={status} className="size-3.5!" />}>
      {label}
    </Pill>
  );
}

export const verdictWords: Record<GateVerdict, { label: string; tone: Tone }> = {
  passed: { label: 'Passed', tone: 'good' },
  warned: { label: 'Warned', tone: 'warn' },
  failed: { label: 'Failed', tone: 'bad' },
  'not-checked': { label: 'Not run', tone: 'calm' },
};

export function VerdictIcon({ verdict }: { verdict: GateVerdict }) {
  const Icon = { passed: CircleCheck, warned: TriangleAlert, failed: CircleX, 'not-checked': CircleMinus }[verdict];
  return <Icon className={`size-4 shrink-0 ${inks[verdictWords[verdict].tone]}`} aria-hidden />;
}
