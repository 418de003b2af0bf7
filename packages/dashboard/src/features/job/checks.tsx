import type { JobReport } from '@codewright/protocol/client';
import { ShieldQuestion } from 'lucide-react';
import { useState } from 'react';
import { Chevron } from '../../components/chevron.tsx';
import { Empty } from '../../components/page.tsx';
import { Pill, VerdictIcon, verdictWords } from '../../components/status.tsx';
import { Terminal } from '../../components/terminal.tsx';
import { clock, duration, plural } from '../../lib/format.ts';

type Gate = JobReport['gates'][number];

/** What has been proven, with what was captured when it ran. Without a capture nothing is green. */
export function Checks({ gates, over }: { gates: Gate[]; over: boolean }) {
  if (gates.length === 0)
    return (
      <Empty
        icon={<ShieldQuestion aria-hidden />}
        title={over ? 'Nothing was checked' : 'Nothing has been checked yet'}
      >
        {over
          ? 'The job ended before it had a result that its checks could run on.'
          : 'Checks run on a clean copy of the result once the work is done. Each shows its command, output and commit here.'}
      </Empty>
    );
  return (
    <ul className="mx-auto max-w-4xl space-y-2 px-4 py-4 md:px-6">
      {gates.map((gate) => (
        <GateItem key={gate.entry} gate={gate} />
      ))}
    </ul>
  );
}

/** A pass that nothing was captured for is shown as what it is. */
export function shownVerdict(gate: Gate): Gate['verdict'] {
  return gate.verdict === 'passed' && gate.evidence.length === 0 ? 'not-checked' : gate.verdict;
}

/** `5/9, 4 not run`: what was not run is no failure. */
export function checksInWords(gates: Gate[]): string {
  const { passed, left } = countsOf(gates);
  return `${passed}/${gates.length}${left > 0 ? `, ${left} not run` : ''}`;
}

/** `5 checks passed, 1 failed, 4 not run`. */
export function checksInSentence(gates: Gate[]): string {
  const { passed, left } = countsOf(gates);
  const failed = gates.length - passed - left;
  return [
    `${plural(passed, 'check')} passed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(left > 0 ? [`${left} not run`] : []),
  ].join(', ');
}

function countsOf(gates: Gate[]): { passed: number; left: number } {
  const count = (...verdicts: Gate['verdict'][]) =>
    gates.filter((gate) => verdicts.includes(shownVerdict(gate))).length;
  return { passed: count('passed', 'warned'), left: count('not-checked') };
}

function GateItem({ gate }: { gate: Gate }) {
  const [open, setOpen] = useState(gate.verdict === 'failed');
  const verdict = shownVerdict(gate);
  const { label, tone } = verdictWords[verdict];
  return (
    <li className="overflow-hidden rounded-lg border">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-11 w-full items-center gap-2.5 px-3 text-left -outline-offset-2 hover:bg-hover"
      >
        <Chevron open={open} />
        <VerdictIcon verdict={verdict} />
        <span className="font-medium">{gate.gate}</span>
        <span className="hidden min-w-0 flex-1 truncate text-soft sm:block">{gate.reason}</span>
        <span className="flex-1 sm:hidden" />
        {gate.durationMs === undefined ? null : (
          <span className="tabular text-xs text-faint">{duration(gate.durationMs)}</span>
        )}
        <Pill tone={tone}>{label}</Pill>
      </button>
      {open ? (
        <div className="space-y-3 border-t bg-page px-3 py-3">
          <p className="[overflow-wrap:anywhere]">{gate.reason}</p>
          {gate.problems.length > 0 ? (
            <ul className="space-y-1">
              {gate.problems.map(({ file, line, code, message }) => (
                <li key={`${file}:${line}:${code}:${message}`} className="text-bad [overflow-wrap:anywhere]">
                  {file ? <span className="font-mono text-[12.5px]">{line ? `${file}:${line}` : file} </span> : null}
                  {message}
                </li>
              ))}
            </ul>
          ) : null}
          {gate.measures ? (
            <p className="tabular text-soft">
              {Object.entries(gate.measures)
                .map(([name, value]) => `${name} ${value}`)
                .join(' · ')}
            </p>
          ) : null}
          {gate.evidence.map((one) => (
            <div key={one.outputHash + one.at + one.command}>
              <p className="mb-1 font-mono text-[12.5px] [overflow-wrap:anywhere]">$ {one.command}</p>
              <Terminal text={one.excerpt === '' ? '(no output)' : one.excerpt} />
              <p className="tabular mt-1 font-mono text-xs text-faint [overflow-wrap:anywhere]">
                {one.outcome === 'exited' ? `exit ${one.exitCode}` : one.outcome} · {duration(one.durationMs)} · tree{' '}
                {one.tree.slice(0, 12)} · output sha256 {one.outputHash.slice(0, 12)} · {clock(one.at)}
              </p>
            </div>
          ))}
          {gate.evidence.length === 0 ? <p className="text-soft">No command ran for this check.</p> : null}
        </div>
      ) : null}
    </li>
  );
}
