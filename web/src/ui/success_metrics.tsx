import type { SuccessMetric } from '../api/types';
import { figure1 } from '../lib/format';
import { snapshotOf } from '../state/selectors';
import { useApp, type AppState } from '../state/store';
import { t } from '../texts';
import { LiveText } from './live';

const marks: Record<SuccessMetric['verdict'], { sign: string; tone: string }> = {
  met: { sign: '✓', tone: 'text-running' },
  missed: { sign: '✗', tone: 'text-warning' },
  no_data: { sign: '–', tone: 'text-muted' },
  not_applicable: { sign: '–', tone: 'text-muted' },
};

const metricsOf = (state: AppState, id: string) => snapshotOf(state, id)?.success_metrics.metrics ?? [];

/** The success metrics: target, figure, verdict, and what would help where one is missed. */
export function SuccessMetrics({ id }: { id: string }) {
  // The rows change when a verdict does; the figures in them are written without a new rendering.
  const key = useApp((state) => metricsOf(state, id).map((metric) => `${metric.id}|${metric.verdict}`).join('\n'));
  if (key === '') return null;
  return (
    <section aria-label={t.performance.targets} className="border-t border-line pt-3 text-s">
      <h3 className="mb-1 font-medium">{t.performance.targets}</h3>
      <ul className="flex flex-col gap-1">
        {key.split('\n').map((entry) => {
          const [metric = '', verdict = ''] = entry.split('|');
          return <Row key={metric} id={id} metric={metric} verdict={verdict as SuccessMetric['verdict']} />;
        })}
      </ul>
    </section>
  );
}

function Row({ id, metric, verdict }: { id: string; metric: string; verdict: SuccessMetric['verdict'] }) {
  const { sign, tone } = marks[verdict];
  const read = (field: 'title' | 'target' | 'advice') => (state: AppState) => metricsOf(state, id).find((each) => each.id === metric)?.[field] ?? '';
  return (
    <li>
      <p className="flex gap-2">
        <span className={tone} role="img" aria-label={t.performance.verdicts[verdict]}>{sign}</span>
        <span className="min-w-0 flex-1"><LiveText read={read('title')} /> <span className="text-muted"><LiveText read={read('target')} /></span></span>
        <span className="font-medium"><LiveText read={(state) => figure(metricsOf(state, id).find((each) => each.id === metric))} /></span>
      </p>
      {(verdict === 'missed' || verdict === 'not_applicable') && <p className="pl-5 text-muted"><LiveText read={read('advice')} /></p>}
    </li>
  );
}

function figure(metric: SuccessMetric | undefined): string {
  return metric === undefined || metric.value === null ? '–' : `${figure1(metric.value)} ${metric.unit}`;
}
