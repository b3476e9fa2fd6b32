import type { Speed } from '../api/models';
import { milliseconds } from '../lib/format';
import { t } from '../texts';

/** "27.5 ms on cpu while workflows ran" */
export function speedWords({ ms, device, busy }: Speed): string {
  const measured = t.models.measured(milliseconds(ms), device);
  return busy ? `${measured} ${t.models.whileBusy}` : measured;
}
