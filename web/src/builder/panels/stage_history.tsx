import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { stagePath, titleOf } from '../../state/profile_rows';
import { snapshotOf } from '../../state/selectors';
import { useApp } from '../../state/store';
import { t } from '../../texts';
import { useThemeName } from '../../ui/theme';

const secondsShown = 120;
const stages = stagePath;
/** Hues that stay apart for most eyes, light and dark; the legend has the order. */
const hues = [205, 175, 150, 45, 25, 330, 280, 240];

/** p50 per stage, stacked, over the last two minutes. */
export function StageHistory({ id }: { id: string }) {
  const box = useRef<HTMLDivElement>(null);
  const theme = useThemeName();
  useEffect(() => {
    const host = box.current;
    if (host === null) return;
    const times: number[] = [];
    const rows: number[][] = stages.map(() => []);
    const css = getComputedStyle(document.documentElement);
    const colour = (name: string, alpha = 1) => `rgb(${css.getPropertyValue(`--${name}`).trim().split(' ').join(',')},${alpha})`;
    const tone = (index: number) => `hsl(${hues[index] ?? 0} 55% ${theme === 'dark' ? 58 : 45}%)`;
    const axis = { stroke: colour('muted'), grid: { stroke: colour('line', 0.6), width: 1 }, ticks: { show: false }, font: '12px Inter Variable' };
    const chart = new uPlot({
      width: host.clientWidth, height: 220, cursor: { y: false }, legend: { show: false }, scales: { x: { time: true, range: (_, __, end) => [end - secondsShown, end] }, y: { range: (_, __, max) => [0, Math.max(1, max * 1.1)] } },
      axes: [{ ...axis, values: [[1, '{HH}:{mm}:{ss}']] }, { ...axis, size: 56, values: (_, ticks) => ticks.map((tick) => `${tick} ms`) }],
      // Drawn from the largest sum down, so that each covers what the stages below it do not.
      series: [{}, ...[...stages].reverse().map((name, back) => ({ label: titleOf(name), fill: tone(stages.length - 1 - back), stroke: tone(stages.length - 1 - back), width: 1, points: { show: false } }))],
    }, [[], ...stages.map(() => [])], host);
    const add = () => {
      const snapshot = snapshotOf(useApp.getState(), id);
      if (snapshot === undefined) return;
      const now = Math.floor(Date.now() / 500) / 2;
      if (times.at(-1) === now) return;
      times.push(now);
      let sum = 0;
      stages.forEach((name, index) => {
        sum += snapshot.operations[name]?.p50_ms ?? 0;
        rows[index]?.push(sum);
      });
      while (times.length > 0 && now - (times[0] ?? now) > secondsShown) {
        times.shift();
        for (const row of rows) row.shift();
      }
      chart.setData([times, ...[...rows].reverse()]);
    };
    add();
    const stop = useApp.subscribe((state, before) => state.performance !== before.performance && add());
    const resized = new ResizeObserver(() => chart.setSize({ width: host.clientWidth, height: 220 }));
    resized.observe(host);
    return () => {
      stop();
      resized.disconnect();
      chart.destroy();
    };
  }, [id, theme]);
  return (
    <section>
      <h3 className="mb-1.5 flex justify-between gap-3 text-s"><span className="font-medium">{t.drawer.overTime}</span><span className="text-muted">{`p50, ${t.drawer.lastSeconds(secondsShown)}`}</span></h3>
      <div ref={box} className="h-[220px] min-w-0 overflow-hidden" role="img" aria-label={t.drawer.overTime} />
      <Legend dark={theme === 'dark'} />
    </section>
  );
}

function Legend({ dark }: { dark: boolean }) {
  return (
    <ul className="mt-1 flex flex-wrap gap-x-3 gap-y-1 text-s text-muted">
      {stages.map((name, index) => <li key={name} className="flex items-center gap-1.5"><i className="h-2.5 w-2.5 rounded-sm" style={{ background: `hsl(${hues[index] ?? 0} 55% ${dark ? 58 : 45}%)` }} />{titleOf(name)}</li>)}
    </ul>
  );
}

