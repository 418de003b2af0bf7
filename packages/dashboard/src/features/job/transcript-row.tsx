import type { GateVerdict } from '@codewright/protocol/evidence';
import type { JobStatus } from '@codewright/protocol/job';
import { textOf } from '@codewright/protocol/json';
import {
  Check,
  CircleMinus,
  CornerDownRight,
  FileText,
  LoaderCircle,
  Pencil,
  Play,
  Search,
  Wrench,
  X,
} from 'lucide-react';
import { memo } from 'react';
import { Chevron } from '../../components/chevron.tsx';
import { Markdown } from '../../components/markdown.tsx';
import { StatusIcon, VerdictIcon } from '../../components/status.tsx';
import { Terminal } from '../../components/terminal.tsx';
import { clock, duration } from '../../lib/format.ts';
import type { Call, Row } from './rows.ts';

interface TranscriptRowProps {
  row: Row;
  open: boolean;
  /** Nothing that is told here goes on: it is over, or how it ended stands further down. */
  still: boolean;
  toggle: (key: string) => void;
}

/** Drawn anew only when it has changed itself: while a job records, the page is drawn ten times a second. */
export const TranscriptRow = memo(drawRow);

function drawRow({ row, open, still, toggle: toggleRow }: TranscriptRowProps) {
  const toggle = () => toggleRow(row.key);
  switch (row.kind) {
    case 'phase':
      return (
        <h2 className="flex items-center gap-2 pt-5 pb-1.5 text-[13px] font-semibold">
          {row.title}
          <span className="h-px flex-1 bg-line" />
          <Time time={row.time} />
        </h2>
      );
    case 'call':
      return <CallRow call={row.call} time={row.time} open={open} still={still} toggle={toggle} />;
    case 'words':
      return (
        <div className={`my-2 rounded-lg border px-3.5 py-2.5 ${row.byPerson ? 'ml-8 bg-chosen' : 'bg-page'}`}>
          <div className="mb-1 flex items-center gap-2 text-xs text-soft">
            <span className="flex-1 font-medium">{row.byPerson ? 'You' : row.who}</span>
            <Time time={row.time} />
          </div>
          <Markdown text={row.text} />
        </div>
      );
    case 'gate':
      return (
        <div className="flex min-h-8.5 items-center gap-2 py-1">
          {row.verdict === '' && still ? (
            <CircleMinus className="size-4 text-faint" aria-label="no end here" />
          ) : row.verdict === '' ? (
            <LoaderCircle className="pulse size-4 text-busy" aria-hidden />
          ) : (
            <VerdictIcon verdict={row.verdict as GateVerdict} />
          )}
          <span className="font-medium">{row.name}</span>
          <span className="min-w-0 flex-1 truncate text-soft">
            {row.reason || (still ? 'was begun' : 'is being checked …')}
          </span>
          <Took ms={row.durationMs} />
          <Time time={row.time} />
        </div>
      );
    case 'state':
      return (
        <div className="flex min-h-8.5 items-start gap-2 py-1.5">
          <StatusIcon status={row.to as JobStatus} still className="mt-0.5" />
          <span className="line-clamp-4 min-w-0 flex-1 whitespace-pre-line text-soft [overflow-wrap:anywhere]">
            {row.text}
          </span>
          <Time time={row.time} />
        </div>
      );
    case 'raw':
      return (
        <div className="py-0.5">
          <button
            type="button"
            onClick={toggle}
            aria-expanded={open}
            className="flex min-h-8 w-full items-center gap-2 rounded text-left hover:bg-hover pointer-coarse:min-h-11"
          >
            <Chevron open={open} />
            <span className="min-w-0 flex-1 truncate text-soft">{row.entry.summary}</span>
            <span className="hidden text-xs text-faint sm:inline">
              {textOf(row.entry.data['event'], row.entry.kind)}
            </span>
            <Time time={row.time} />
          </button>
          {open ? <Terminal text={JSON.stringify(row.entry.data, null, 2)} /> : null}
        </div>
      );
    default:
      return null;
  }
}

function CallRow({
  call,
  time,
  open,
  still,
  toggle,
}: {
  call: Call;
  time: string;
  open: boolean;
  still: boolean;
  toggle: () => void;
}) {
  const isBad = call.status === 'failed' || call.status === 'error' || call.status === 'denied';
  const Icon = /read|list/.test(call.tool)
    ? FileText
    : /write|edit|patch|scaffold/.test(call.tool)
      ? Pencil
      : /search|find|map/.test(call.tool)
        ? Search
        : /run|test|lint|check|bash|shell/.test(call.tool)
          ? Play
          : Wrench;
  return (
    <div className="py-0.5">
      <button
        type="button"
        onClick={toggle}
        aria-expanded={open}
        className="flex min-h-8 w-full items-center gap-2 rounded text-left hover:bg-hover pointer-coarse:min-h-11"
      >
        <Chevron open={open} />
        <Icon className="size-3.5 shrink-0 text-faint" aria-hidden />
        <span className="min-w-0 flex-1 truncate">
          {call.title}
          {call.title === call.tool && targetOf(call.input) ? (
            <span className="text-soft"> {targetOf(call.input)}</span>
          ) : null}
        </span>
        {call.exitCode === null ? null : (
          <span className={`tabular font-mono text-xs ${call.exitCode === 0 ? 'text-faint' : 'text-bad'}`}>
            exit {call.exitCode}
          </span>
        )}
        <Took ms={call.durationMs} />
        {call.status === 'ok' ? (
          <Check className="size-3.5 shrink-0 text-good" aria-label="done" />
        ) : isBad ? (
          <X className="size-3.5 shrink-0 text-bad" aria-label={call.status} />
        ) : call.status === 'running' && !still ? (
          <LoaderCircle className="pulse size-3.5 shrink-0 text-busy" aria-label="running" />
        ) : (
          <CircleMinus
            className="size-3.5 shrink-0 text-faint"
            aria-label={call.status === 'running' ? 'no end here' : 'not begun'}
          />
        )}
        <Time time={time} />
      </button>
      {open ? (
        <div className="mt-1 mb-2 ml-5 space-y-2">
          <p className="flex items-center gap-1.5 text-xs text-faint">
            <CornerDownRight className="size-3" aria-hidden />
            {call.who} calls <span className="font-mono">{call.tool}</span>
          </p>
          {call.input === null || JSON.stringify(call.input) === '{}' ? null : (
            <Terminal text={JSON.stringify(call.input, null, 2)} />
          )}
          {call.output === '' ? null : <Terminal text={call.output} />}
        </div>
      ) : null}
    </div>
  );
}

/** What says most of a call that has no words of its own yet, by the names that tools give it. */
const targets = ['command', 'path', 'file_path', 'pattern', 'query', 'url'];

function targetOf(input: unknown): string {
  const given = (input ?? {}) as Record<string, unknown>;
  const value = [...targets.map((name) => given[name]), ...Object.values(given)].find((one) => typeof one === 'string');
  return typeof value === 'string' ? value.slice(0, 120) : '';
}

function Took({ ms }: { ms: number | null }) {
  return ms === null || ms < 1 ? null : <span className="tabular shrink-0 text-xs text-faint">{duration(ms)}</span>;
}

function Time({ time }: { time: string }) {
  return (
    <time dateTime={time} className="tabular hidden shrink-0 text-xs text-faint sm:block">
      {clock(time)}
    </time>
  );
}
