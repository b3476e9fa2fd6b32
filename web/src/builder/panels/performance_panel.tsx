import { ProfileSummary } from '../../ui/profile_summary';
import { ProfileTable } from '../../ui/profile_table';
import { StageBars } from '../../ui/stage_bars';
import { Bottlenecks } from '../../ui/bottlenecks';
import { Drops } from '../../ui/drops';
import { SystemLine } from '../../home/system_line';
import { StageHistory } from './stage_history';

/** Where the time of a frame goes: over time, by stage, and what would help. */
export default function PerformancePanel({ id }: { id: string }) {
  return (
    <div className="performance p-4">
      <div className="flex min-w-0 flex-col gap-4"><ProfileSummary id={id} /><SystemLine /></div>
      <div className="flex min-w-0 flex-col gap-4"><StageHistory id={id} /></div>
      <div className="flex min-w-0 flex-col gap-4"><StageBars id={id} /><Bottlenecks id={id} /><Drops id={id} /></div>
      <div className="performance-all min-w-0"><ProfileTable id={id} /></div>
    </div>
  );
}
