import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { exact } from '../../lib/format.ts';
import { useTheme } from '../../lib/theme.ts';
import type { Day } from './metrics-page.tsx';

/** Jobs that ended on each day, and how many of them succeeded; the table beside it says the same in words. */
export function Chart({ days }: { days: Day[] }) {
  const box = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  useEffect(() => {
    const at = box.current;
    if (!at) return undefined;
    const ink = getComputedStyle(at).color;
    const line = getComputedStyle(at).borderTopColor;
    const probe = (name: string) => {
      const element = document.createElement('i');
      element.className = name;
      at.append(element);
      const { color } = getComputedStyle(element);
      element.remove();
      return color;
    };
    const [good, rest] = [probe('text-good'), probe('text-faint')];
    const bars = UPlot.paths.bars?.({ size: [0.6, 40] });
    const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { show: false }, font: '11px system-ui' };
    const series = { ...(bars ? { paths: bars } : {}), points: { show: false } };
    const done = days.map((day) => day.done);
    const ended = days.map((day) => day.done + day.rest);
    // Pointed at none, the legend tells of all days.
    const summed = (figures: number[]): UPlot.Series => ({
      value: (_plot, figure: number | null) => exact(figure ?? figures.reduce((sum, one) => sum + one, 0)),
    });
    const chart = new UPlot(
      {
        width: at.clientWidth,
        height: at.clientHeight - 30,
        series: [
          { label: 'Day', value: (_plot, at) => (at ? new Date(at * 1000).toLocaleDateString() : 'all of them') },
          { ...series, ...summed(ended), label: 'Ended', stroke: rest, fill: rest },
          { ...series, ...summed(done), label: 'Succeeded', stroke: good, fill: good },
        ],
        axes: [axis, { ...axis, size: 36, incrs: [1, 2, 5, 10, 20, 50, 100] }],
        scales: { y: { range: (_plot, _low, high) => [0, Math.max(4, high ?? 0)] } },
        cursor: { y: false },
      },
      [days.map((day) => day.at), ended, done],
      at,
    );
    const watch = new ResizeObserver(() => chart.setSize({ width: at.clientWidth, height: at.clientHeight - 30 }));
    watch.observe(at);
    return () => {
      watch.disconnect();
      chart.destroy();
    };
  }, [days, theme]);
  const total = days.reduce((sum, day) => sum + day.done + day.rest, 0);
  return (
    <div
      ref={box}
      role="img"
      aria-label={`${total} jobs ended in the last ${days.length} days`}
      className="h-full overflow-hidden text-soft"
    />
  );
}
