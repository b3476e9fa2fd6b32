import { count } from '../lib/format';
import { dropReason } from '../state/hints';
import { snapshotOf } from '../state/selectors';
import { useApp } from '../state/store';
import { t } from '../texts';
import { LiveText } from './live';

/** Frames that were lost, by place and reason. A live workflow drops on purpose: the newest frame wins. */
export function Drops({ id }: { id: string }) {
  const key = useApp((state) => (snapshotOf(state, id)?.drops ?? []).map((drop) => `${drop.where}|${drop.reason}`).join('\n'));
  if (key === '') return null;
  return (
    <div className="text-s">
      <h3 className="mb-1 font-medium">{t.performance.droppedTitle}</h3>
      <ul className="flex flex-col gap-1">
        {key.split('\n').map((entry) => {
          const [where = '', reason = ''] = entry.split('|');
          return (
            <li key={entry} className="flex justify-between gap-3">
              <span className="min-w-0"><span className="font-mono">{where.replace('->', '→')}</span> <span className="text-muted">{dropReason(reason)}</span></span>
              <LiveText
                read={(state) => count(snapshotOf(state, id)?.drops.find((drop) => drop.where === where && drop.reason === reason)?.count ?? 0)}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
